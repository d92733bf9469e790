// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/uploads/pictures.hpp"

#include "blobs/store.hpp"
#include "crypto/json_member.hpp"
#include "targets/notion/uploads/upload_form.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::array_member;
using crypto::object_member;
using crypto::text_member;
using queue::ErrorClass;
using queue::Outcome;

constexpr char const* kName = "page.png";
constexpr char const* kMediaType = "image/png";

/// An upload that isn't attached leaves nothing behind, so it can be repeated.
constexpr int kTries = 2;

DeliveryResult ended(Outcome outcome)
{
    return {.outcome = std::move(outcome), .remote = std::nullopt};
}

bool is_unanswered(Answered<std::string> const& answer)
{
    return answer.failure && answer.failure->outcome.kind == Outcome::Kind::retry &&
           answer.failure->outcome.error == ErrorClass::network_error;
}

std::string const* upload_of(SentPictures const& pictures, std::string const& sha256)
{
    auto const found = std::find_if(pictures.begin(), pictures.end(),
                                    [&](SentPicture const& picture) { return picture.sha256 == sha256; });
    return found == pictures.end() ? nullptr : &found->upload_id;
}

}  // namespace

std::vector<WantedPicture> pictures_of(Delivery const& page)
{
    std::vector<WantedPicture> wanted;
    for (auto const* const name : {"pictures", "drawings"})
        if (auto const* const pictures = array_member(page.content, name))
            for (auto const& picture : *pictures)
                wanted.push_back({std::string(text_member(picture.as_object(), "sha256")),
                                  std::string(text_member(picture.as_object(), "caption"))});
    return wanted;
}

json::array json_of(SentPictures const& pictures)
{
    json::array list;
    for (auto const& picture : pictures) {
        json::object kept{{"sha256", picture.sha256}, {"upload", picture.upload_id}};
        if (!picture.caption.empty())
            kept["caption"] = picture.caption;
        list.push_back(std::move(kept));
    }
    return list;
}

SentPictures sent_pictures_of(json::object const& metadata)
{
    SentPictures pictures;
    if (auto const* const list = array_member(metadata, "pictures"))
        for (auto const& item : *list)
            if (auto const* const picture = item.if_object())
                pictures.push_back({std::string(text_member(*picture, "sha256")),
                                    std::string(text_member(*picture, "upload")),
                                    std::string(text_member(*picture, "caption"))});
    return pictures;
}

std::vector<Block> images_of(SentPictures const& pictures)
{
    std::vector<Block> images;
    for (auto const& picture : pictures)
        images.push_back({.kind = BlockKind::image,
                          .text = joined({{.text = picture.caption}}),
                          .upload_id = picture.upload_id});
    return images;
}

std::optional<std::chrono::seconds> waits_for_pictures(TargetContext const& context, Delivery const& page,
                                                       SentPictures const& existing)
{
    auto const wanted = pictures_of(page);
    bool const is_same = std::equal(
        wanted.begin(), wanted.end(), existing.begin(), existing.end(),
        [](WantedPicture const& one, SentPicture const& sent) { return one.sha256 == sent.sha256; });
    if (is_same || wanted.empty() || existing.empty() || !page.still)
        return std::nullopt;
    auto const left = context.still_after() - *page.still;
    return left > std::chrono::seconds(0) ? std::optional(left) : std::nullopt;
}

Pictured Pictures::send(Delivery const& page, SentPictures const& existing)
{
    Pictured result;
    for (auto const& [sha256, caption] : pictures_of(page)) {
        if (auto const* const known = upload_of(existing, sha256)) {
            result.pictures.push_back({sha256, *known, caption});
            continue;
        }
        auto sent = upload(sha256);
        if (sent.failure) {
            result.failure = std::move(sent.failure);
            if (!result.goes_on())
                return result;
        } else if (!sent.value.empty()) {
            result.pictures.push_back({sha256, std::move(sent.value), caption});
        }
    }
    return result;
}

void Pictures::forget(SentPictures const& pictures)
{
    for (auto const& picture : pictures)
        context_.evict(picture.sha256);
}

/// Returns the upload's id, or an empty string if the page has another picture by now: that causes another
/// delivery.
Answered<std::string> Pictures::upload(std::string const& sha256)
{
    if (auto known = context_.cached(sha256))
        return {.value = std::move(*known)};
    std::optional<std::string> content;
    try {
        content = context_.picture(sha256);
    } catch (BlobFailure const&) {
        return {.failure = ended(Outcome::retry(ErrorClass::unknown_error,
                                                "The page's image can't be read on this server at the "
                                                "moment. It is retried automatically."))};
    }
    if (!content)
        return {};
    Answered<std::string> sent;
    for (int tries = 0; tries == 0 || (tries < kTries && is_unanswered(sent)); ++tries)
        sent = upload_once(*content);
    if (!sent.failure)
        context_.cache(sha256, sent.value);
    return sent;
}

Answered<std::string> Pictures::upload_once(std::string const& content)
{
    DeliveryResult const too_large =
        ended(Outcome::rejected(ErrorClass::quota_exceeded,
                                "The page's image is larger than this workspace's plan takes; its text is "
                                "there. Upgrade the plan in Notion, then try again."));
    if (max_bytes_ && content.size() > *max_bytes_)
        return {.failure = too_large};
    auto const begun = api_.ask("POST", "/file_uploads", {{"filename", kName}, {"content_type", kMediaType}});
    if (begun.failure)
        return {.failure = begun.failure, .why = begun.why};
    auto id = id_of(begun.value);
    auto form = upload_form(kName, kMediaType, content);
    auto sent =
        api_.send("/file_uploads/" + id + "/send", std::move(form.content_type), std::move(form.body));
    if (sent.is_refused() && is_too_large(content.size()))
        return {.failure = too_large};
    if (sent.is_refused())
        return {.failure =
                    ended(Outcome::rejected(ErrorClass::invalid_data,
                                            "Notion refused the page's image; its text is there. Change the "
                                            "page, or try again."))};
    if (sent.failure)
        return {.failure = std::move(sent.failure), .why = sent.why};
    return {.value = std::move(id)};
}

bool Pictures::is_too_large(std::size_t bytes)
{
    if (!max_bytes_) {
        auto const me = api_.ask("GET", "/users/me");
        auto const* const bot = object_member(me.value, "bot");
        auto const* const limits = bot ? object_member(*bot, "workspace_limits") : nullptr;
        auto const* const max = limits ? limits->if_contains("max_file_upload_size_in_bytes") : nullptr;
        if (!max || !max->is_int64() || max->get_int64() < 0)
            return false;
        max_bytes_ = static_cast<std::size_t>(max->get_int64());
    }
    return bytes > *max_bytes_;
}

}  // namespace rmirror::targets::notion
