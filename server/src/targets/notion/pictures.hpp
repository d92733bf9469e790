// SPDX-License-Identifier: AGPL-3.0-or-later
// The pictures of pages: each part is a file that is sent by two calls, and an image at the head of the
// page's toggle.
#pragma once

#include "targets/notion/api.hpp"
#include "targets/notion/blocks/block.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// A picture that Notion has. A block that is read never names its upload, so records do.
struct SentPicture {
    std::string sha256;
    /// It can be attached again, by whoever sent it.
    std::string upload_id;

    bool operator==(SentPicture const&) const = default;
};

/// In the order of their parts.
using SentPictures = std::vector<SentPicture>;

/// The hashes of a page's pictures, in the order of their parts; none where pictures are off.
std::vector<std::string> pictures_of(Delivery const& page);

/// How a record's metadata has them.
boost::json::array json_of(SentPictures const& pictures);
SentPictures sent_pictures_of(boost::json::object const& metadata);

/// The images to stand at the head of a page.
std::vector<Block> images_of(SentPictures const& pictures);

/// For how long a page's pictures stay as they are in Notion, though they are others now. None: they are sent
/// at once, because they have been the same for long enough, or the page has had none.
std::optional<std::chrono::seconds> waits_for_pictures(Outside const& outside, Delivery const& page,
                                                       SentPictures const& standing);

/// What came of sending a page's pictures.
struct Pictured {
    SentPictures pictures = {};
    /// `rejected`: the page is brought without the pictures that are missing, and its ending is this one.
    /// Anything else: nothing more can be brought now.
    std::optional<Ending> failure = {};

    bool goes_on() const { return !failure || failure->outcome.kind == queue::Outcome::Kind::rejected; }
};

/// Sends them, none twice within an hour: Notion keeps what isn't attached for so long.
class Pictures {
public:
    explicit Pictures(Outside& outside) : outside_(outside), api_(outside) {}

    /// Those of the page, of which `standing` need not be sent.
    Pictured send(Delivery const& page, SentPictures const& standing = {});
    /// They can't be attached, so they are sent anew.
    void forget(SentPictures const& pictures);

private:
    Answered<std::string> upload(std::string const& sha256);
    Answered<std::string> upload_once(std::string const& content);
    bool is_too_large(std::size_t bytes);

    Outside& outside_;
    Api api_;
    std::optional<std::size_t> most_bytes_;  // That the workspace's plan takes.
};

}  // namespace rmirror::targets::notion
