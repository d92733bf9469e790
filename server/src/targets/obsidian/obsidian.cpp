// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/obsidian/obsidian.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <string>

namespace rmirror::targets::obsidian {

namespace {

constexpr std::array kFields = {
    Field{.key = "api_key", .kind = FieldKind::generated, .label = "API key"},
};
constexpr std::array kAccepts = {ItemType::notebook};
constexpr std::array kExtras = {Extra::texts};

/// A note like those that most plugins write.
std::string preview(Delivery const& delivery)
{
    auto const& content = delivery.content;
    auto note = "# " + std::string(content.at("visible_name").as_string()) + "\n";
    for (auto const& page : content.at("pages").as_array())
        if (auto const& text = page.at("text").as_string(); !text.empty())
            note += "\n" + std::string(text) + "\n";
    return note;
}

}  // namespace

Target const kTarget = {
    .name = "obsidian",
    .fields = kFields,
    .accepts = kAccepts,
    .extras = kExtras,
    .way = DeliveryMode::pulled,
    .preview = preview,
};

}  // namespace rmirror::targets::obsidian
