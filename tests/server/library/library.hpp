// SPDX-License-Identifier: AGPL-3.0-or-later
// A user with an empty library, and short ways to say what a device holds and sends.
#pragma once

#include "blobs/store.hpp"
#include "db/database.hpp"
#include "library/images/page_image.hpp"
#include "quota/quota.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace rmirror::test {

using library::PageImage;
using library::Stored;
using library::Storing;

/// "00000000-0000-4000-8000-" and twelve digits.
std::string uuid_of(std::size_t number);
/// "i1:" and 64 hex digits.
std::string ink_of(std::size_t number);

boost::json::object page(std::size_t number, std::size_t ink);
boost::json::object notebook(std::size_t number, boost::json::array pages);
/// As a device speaks of some of its notebooks, or with the scope "library" of all there is.
boost::json::object library(boost::json::array notebooks, std::string_view scope = "notebooks");

class LibraryTest : public db::test::DatabaseTest {
protected:
    LibraryTest();
    ~LibraryTest() override;

    /// The answer, or the problem.
    boost::json::object send(boost::json::object const& manifest, UserId const& as = {});
    boost::json::object send_text(std::string const& body, UserId const& as = {});
    /// How many were written: "notebooks pages highlights", and deleted notebooks and pages.
    std::string written(boost::json::object const& manifest);

    PageImage image_of(std::size_t notebook, std::size_t page, std::size_t ink, std::string const& content);
    Stored store(PageImage const& image, std::string const& content, UserId const& as = {});
    Stored store(std::size_t notebook, std::size_t page, std::size_t ink);
    /// Of the page and the notebook with the same number.
    std::optional<library::ImageFound> stored_image(std::size_t page, int part = 1, UserId const& as = {});
    std::string status_of(std::size_t page);
    std::size_t stored_files() const;
    /// The key of the picture that pages show.
    std::optional<BlobKey> blob_of(PageImage const& image, UserId const& as = {});
    /// Removes what waits to be removed; it need not wait any longer. How much that was.
    std::size_t remove_unused();

    std::filesystem::path folder;
    UserId user;
    quota::Rules rules{.free_pages = 30};
    std::unique_ptr<BlobStore> blobs;
};

}  // namespace rmirror::test
