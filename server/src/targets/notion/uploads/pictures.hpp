// SPDX-License-Identifier: AGPL-3.0-or-later
// Uploads page pictures: each part, and each drawing of its text, is a file (two calls) and an image at the
// head of the page's toggle.
#pragma once

#include "targets/notion/blocks/block.hpp"
#include "targets/notion/client/api.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// A picture that Notion has. Records keep the upload's id, because blocks that are read don't contain it.
struct SentPicture {
    std::string sha256;
    /// Can be attached again, but only by the connection that uploaded it.
    std::string upload_id;
    /// Of a drawing.
    std::string caption = {};

    bool operator==(SentPicture const&) const = default;
};

/// In the order of their parts.
using SentPictures = std::vector<SentPicture>;

struct WantedPicture {
    std::string sha256;
    /// Of a drawing; may be empty.
    std::string caption = {};
};

/// A page's pictures in the order of their parts, unless pictures are off, then the drawings of its text.
std::vector<WantedPicture> pictures_of(Delivery const& page);

/// The format in a record's metadata.
boost::json::array json_of(SentPictures const& pictures);
SentPictures sent_pictures_of(boost::json::object const& metadata);

/// The image blocks at the head of a page.
std::vector<Block> images_of(SentPictures const& pictures);

/// How long the page's changed pictures still have to wait. nullopt if they needn't: they are the same, have
/// been unchanged for long enough, or are the page's first.
std::optional<std::chrono::seconds> waits_for_pictures(TargetContext const& context, Delivery const& page,
                                                       SentPictures const& existing);

/// The result of uploading a page's pictures.
struct Pictured {
    SentPictures pictures = {};
    /// `rejected`: the page is delivered without the missing pictures, with this result. Any other failure:
    /// nothing can be delivered now.
    std::optional<DeliveryResult> failure = {};

    bool goes_on() const { return !failure || failure->outcome.kind == queue::Outcome::Kind::rejected; }
};

/// Uploads pictures and caches the upload ids, so that none is uploaded twice within an hour, for which
/// Notion keeps files that aren't attached.
class Pictures {
public:
    explicit Pictures(TargetContext& context) : context_(context), api_(context) {}

    /// Uploads the page's pictures, except for those in `existing`.
    Pictured send(Delivery const& page, SentPictures const& existing = {});
    /// Removes uploads that can't be attached from the cache, so that they are sent again.
    void forget(SentPictures const& pictures);

private:
    Answered<std::string> upload(std::string const& sha256);
    Answered<std::string> upload_once(std::string const& content);
    bool is_too_large(std::size_t bytes);

    TargetContext& context_;
    Api api_;
    std::optional<std::size_t> max_bytes_;  // The maximum size of the workspace's plan.
};

}  // namespace rmirror::targets::notion
