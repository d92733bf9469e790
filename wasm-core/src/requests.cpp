// SPDX-License-Identifier: AGPL-3.0-or-later
#include "requests.hpp"

#include "json.hpp"
#include "text_fingerprint.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace rmirror {

namespace {

namespace json = boost::json;

std::string_view view(json::string_view text)
{
    return {text.data(), text.size()};
}

Error refused(std::string_view member, std::string_view why)
{
    return {ErrorCode::bad_request, std::string(member) + " " + std::string(why)};
}

Result<json::value> read_json(std::string_view text, std::size_t max_bytes)
{
    std::string why;
    auto value =
        parse_json({reinterpret_cast<std::uint8_t const*>(text.data()), text.size()}, why, max_bytes);
    if (!value)
        return refused("the request", "cannot be read: " + why);
    return std::move(*value);
}

template <typename Choice>
struct Word {
    std::string_view word;
    Choice choice;
};

constexpr Word<Purpose> kPurposes[] = {{"display", Purpose::display}, {"ocr", Purpose::ocr}};
constexpr Word<Orientation> kOrientations[] = {{"portrait", Orientation::portrait},
                                               {"landscape", Orientation::landscape}};
constexpr Word<FontStyle> kFontStyles[] = {
    {"regular", FontStyle::regular},         {"bold", FontStyle::bold},     {"italic", FontStyle::italic},
    {"bold-italic", FontStyle::bold_italic}, {"medium", FontStyle::medium}, {"serif", FontStyle::serif},
    {"serif-bold", FontStyle::serif_bold}};
constexpr Word<TextFormat> kTextFormats[] = {{"markdown", TextFormat::markdown},
                                             {"typed-markdown", TextFormat::typed_markdown},
                                             {"plain", TextFormat::plain}};

template <typename Choice, std::size_t count>
Result<Choice> chosen(std::string_view member, std::string_view given, Word<Choice> const (&words)[count])
{
    std::string listed;
    for (auto const& [word, choice] : words) {
        if (given == word)
            return choice;
        listed += (listed.empty() ? "" : ", ") + quoted_name(word);
    }
    return refused(member, "must be one of " + listed);
}

Result<std::string_view> string_of(std::string_view name, json::value const& value)
{
    if (auto const* text = value.if_string())
        return view(*text);
    return refused(name, "must be a string");
}

/// A member of a request and the parser that stores its value in `asked`. `path` names the member in errors.
template <typename Asked>
struct Member {
    std::string_view name;
    Result<Done> (*read)(std::string_view path, json::value const& value, Asked& asked);
};

/// Parses the members that are present and refuses any other than `members`. `where` is the prefix of their
/// paths in errors.
template <typename Asked>
Result<Done> read_members(json::object const& given, std::string_view where,
                          std::span<Member<Asked> const> members, Asked& asked)
{
    for (auto const& [key, value] : given) {
        auto const is_named = [name = view(key)](auto const& member) { return member.name == name; };
        auto const member = std::find_if(members.begin(), members.end(), is_named);
        if (member == members.end())
            return refused(std::string(where) + quoted_name(view(key)), "is not a member of this request");
        TRY(member->read(std::string(where) + std::string(member->name), value, asked));
    }
    return Done{};
}

template <double Rect::*side, int min>
Result<Done> read_side(std::string_view path, json::value const& value, Rect& rect)
{
    if (!value.is_number())
        return refused(path, "must be a number");
    auto const units = value.to_number<double>();
    if (!(units >= min && units <= kMaxRequestedUnits))
        return refused(path, "must be from " + std::to_string(min) + " to " +
                                 std::to_string(kMaxRequestedUnits) + " page units");
    rect.*side = units;
    return Done{};
}

constexpr std::array<Member<Rect>, 4> kRect = {{{"x", read_side<&Rect::x, -kMaxRequestedUnits>},
                                                {"y", read_side<&Rect::y, -kMaxRequestedUnits>},
                                                {"width", read_side<&Rect::width, 0>},
                                                {"height", read_side<&Rect::height, 0>}}};

/// Unlike in a request, every member is required.
Result<Rect> rect_of(std::string_view path, json::value const& value)
{
    auto const* given = value.if_object();
    if (given == nullptr)
        return refused(path, "must be an object of x, y, width and height");
    auto const where = std::string(path) + ".";
    Rect rect;
    TRY(read_members<Rect>(*given, where, kRect, rect));
    for (auto const& member : kRect)
        if (!given->contains({member.name.data(), member.name.size()}))
            return refused(where + std::string(member.name), "is missing");
    return rect;
}

Result<Done> read_purpose(std::string_view path, json::value const& value, RenderRequest& request)
{
    request.purpose = TRY(chosen(path, TRY(string_of(path, value)), kPurposes));
    return Done{};
}

Result<Done> read_width(std::string_view path, json::value const& value, RenderRequest& request)
{
    auto const* pixels = value.if_int64();
    if (pixels == nullptr || *pixels < 1 || *pixels > kMaxRequestedWidth)
        return refused(path,
                       "must be a whole number of pixels from 1 to " + std::to_string(kMaxRequestedWidth));
    request.width_px = static_cast<int>(*pixels);
    return Done{};
}

Result<Done> read_orientation(std::string_view path, json::value const& value, RenderRequest& request)
{
    request.orientation = TRY(chosen(path, TRY(string_of(path, value)), kOrientations));
    return Done{};
}

Result<Done> read_template(std::string_view path, json::value const& value, RenderRequest& request)
{
    request.page_template = TRY(string_of(path, value));
    return Done{};
}

Result<Done> read_background(std::string_view path, json::value const& value, RenderRequest& request)
{
    auto const* flag = value.if_bool();
    if (flag == nullptr)
        return refused(path, "must be true or false");
    request.background = *flag ? Visibility::on : Visibility::off;
    return Done{};
}

template <typename Asked>
Result<Done> read_part(std::string_view path, json::value const& value, Asked& asked)
{
    asked.rect = TRY(rect_of(path, value));
    return Done{};
}

struct Place {
    std::optional<Rect> rect;
};

constexpr std::array<Member<RenderRequest>, 6> kRender = {{{"purpose", read_purpose},
                                                           {"width", read_width},
                                                           {"orientation", read_orientation},
                                                           {"template", read_template},
                                                           {"background", read_background},
                                                           {"rect", read_part<RenderRequest>}}};
constexpr std::array<Member<RenderRequest>, 1> kOcr = {{{"orientation", read_orientation}}};
constexpr std::array<Member<RenderRequest>, 2> kPdf = {
    {{"orientation", read_orientation}, {"template", read_template}}};
constexpr std::array<Member<Place>, 1> kPlace = {{{"rect", read_part<Place>}}};

template <typename Asked, std::size_t count>
Result<Asked> read_request(std::string_view text, std::array<Member<Asked>, count> const& members)
{
    auto const value = TRY(read_json(text, kMaxRequestBytes));
    auto const* given = value.if_object();
    if (given == nullptr)
        return refused("the request", "must be a JSON object");
    Asked asked;
    TRY(read_members<Asked>(*given, "", members, asked));
    return asked;
}

}  // namespace

Result<RenderRequest> read_render_request(std::string_view text)
{
    return read_request(text, kRender);
}

Result<RenderRequest> read_ocr_request(std::string_view text)
{
    return read_request(text, kOcr);
}

Result<RenderRequest> read_pdf_request(std::string_view text)
{
    return read_request(text, kPdf);
}

Result<std::optional<Rect>> read_optional_rect(std::string_view text)
{
    return TRY(read_request(text, kPlace)).rect;
}

Result<std::vector<std::string>> read_stems(std::string_view text)
{
    auto const value = TRY(read_json(text, kMaxJsonBytes));
    auto const* given = value.if_array();
    if (given == nullptr)
        return refused("the names of the page files", "must be a JSON array");
    std::vector<std::string> stems;
    stems.reserve(given->size());
    for (auto const& stem : *given)
        stems.emplace_back(TRY(string_of("a name of a page file", stem)));
    return stems;
}

Result<std::string> read_fingerprint_request(std::string_view text)
{
    auto const value = TRY(read_json(text, kMaxJsonBytes));
    std::string why;
    auto hash = text_fingerprint(value, why);
    if (!hash)
        return Error{ErrorCode::bad_request, why};
    return std::move(*hash);
}

Result<FontStyle> read_font_style(std::string_view word)
{
    return chosen("the style of a font", word, kFontStyles);
}

Result<TextFormat> read_text_format(std::string_view word)
{
    return chosen("the format of a text", word, kTextFormats);
}

}  // namespace rmirror
