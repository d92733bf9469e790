// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers highlights to Readwise, where each notebook is a book. readwise.io/api_deets.
#include "targets/readwise/readwise.hpp"

#include "targets/readwise/api.hpp"
#include "targets/readwise/highlight.hpp"
#include "targets/readwise/push.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace rmirror::targets::readwise {

namespace {

constexpr std::array kFields = {
    Field{.key = "token", .kind = FieldKind::secret, .label = "Access token"},
};
constexpr std::array kAccepts = {ItemType::highlight};
constexpr std::array kExtras = {Extra::location};
constexpr std::array<std::string_view, 2> kTemplates = {"highlight", "highlight_note"};

/// The token becomes part of a header.
std::optional<input::Fault> validate(Values const& values, bool /*private_urls*/)
{
    auto const& token = values.secret("token").reveal();
    bool const is_plain =
        std::all_of(token.begin(), token.end(), [](char letter) { return letter > ' ' && letter < 127; });
    if (is_plain && !token.empty())
        return std::nullopt;
    return input::Fault{"token", "Must be an access token from readwise.io/access_token."};
}

DeliveryResult test(TargetContext& context)
{
    auto failure = Api(context).check_token();
    return failure ? std::move(*failure) : DeliveryResult{queue::Outcome::done(), std::nullopt};
}

std::string preview(Delivery const& item)
{
    auto const path_itself = [](std::string_view path) { return std::string(path); };
    return boost::json::serialize(
        boost::json::object{{"highlights", highlights_of(item, book_of(item, path_itself), path_itself)}});
}

}  // namespace

Target const kTarget{
    .name = "readwise",
    .service = {.name = "readwise",
                .address_setting = "RMIRROR_TEST_READWISE_BASE_URL",
                .max_under_way = 100,
                .cools_down = upstream::GatewayOptions::CoolsDown::limit,
                .keeps_notes = true},
    .fields = kFields,
    .accepts = kAccepts,
    .extras = kExtras,
    .templates = kTemplates,
    .max_batch_size = kMaxBatchSize,
    .needs_siblings = true,
    .push = push,  // Sending again with the same highlight_url changes the same highlight.
    .remove = remove,
    .validate = validate,
    .test = test,
    .preview = preview,
};

}  // namespace rmirror::targets::readwise
