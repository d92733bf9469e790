// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/template_file/template_file.hpp"

#include "background/templates.hpp"
#include "json.hpp"

#include <algorithm>
#include <utility>

namespace rmirror {
namespace {

namespace json = boost::json;

constexpr std::int64_t kFormatVersion = 1;
constexpr std::size_t kMaxConstants = 300;
constexpr std::size_t kMaxItems = 20'000;
constexpr std::size_t kMaxPathNumbers = 200'000;
constexpr std::size_t kMaxTextBytes = 1'000;
constexpr TemplateInk kDefaultInk{true, kGreyLines, kGreyLines, kGreyLines};

/// Returns nullptr if it is absent or null.
json::value const* member(json::object const& object, std::string_view name)
{
    auto const* value = object.if_contains({name.data(), name.size()});
    return value == nullptr || value->is_null() ? nullptr : value;
}

/// Empty if it isn't a string.
std::string_view text_of(json::value const* value)
{
    auto const* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

json::array const* list_of(json::value const* value)
{
    return value == nullptr ? nullptr : value->if_array();
}

json::object const* object_of(json::value const* value)
{
    return value == nullptr ? nullptr : value->if_object();
}

Error unreadable(std::string_view what)
{
    return {ErrorCode::corrupt, what};
}

Error unreadable(std::string_view what, std::string_view name)
{
    return {ErrorCode::corrupt, std::string(what) + quoted_name(name)};
}

Error too_large(std::string_view what)
{
    return {ErrorCode::too_large, what};
}

/// 16 if it isn't a hexadecimal digit.
int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char const lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 16;
}

class Reader {
public:
    Reader() : names_(tablet_names()) {}

    Result<TemplateFile> read(json::object const& root)
    {
        auto const* version = member(root, "formatVersion");
        if (version != nullptr && (!version->is_int64() || version->get_int64() != kFormatVersion))
            return Error{ErrorCode::unsupported_version, "it has a format version that isn't known"};
        auto const* orientation = member(root, "orientation");
        file_.is_landscape = text_of(orientation) == "landscape";
        if (orientation != nullptr && !file_.is_landscape && text_of(orientation) != "portrait")
            return unreadable("it has an orientation that isn't known");
        TRY(read_constants(member(root, "constants")));
        auto const* items = list_of(member(root, "items"));
        if (items == nullptr)
            return unreadable("it has no list of items");
        TRY(read_items(*items));
        return std::move(file_);
    }

private:
    /// Each constant may use those before it. If its value is a color, it can only be used as a color.
    Result<Done> read_constants(json::value const* list)
    {
        if (list != nullptr && !list->is_array())
            return unreadable("it has constants that aren't a list");
        if (list == nullptr)
            return Done{};
        for (auto const& entry : list->get_array()) {
            if (!entry.is_object())
                return unreadable("it has a constant without a name");
            for (auto const& [key, value] : entry.get_object()) {
                if (names_.size() + colors_.size() > kMaxConstants)
                    return too_large("it has too many constants");
                TRY(read_constant({key.data(), key.size()}, value));
            }
        }
        return Done{};
    }

    Result<Done> read_constant(std::string_view name, json::value const& value)
    {
        auto const text = text_of(&value);
        if (text.substr(0, 1) == "#" || find_color(text) != nullptr) {
            TemplateInk ink;
            TRY(read_color(value, ink));
            colors_.emplace_back(name, ink);
            return Done{};
        }
        TemplateNumber number;
        TRY(read_number(&value, number));
        names_.emplace_back(name);
        file_.constants.push_back(number);
        return Done{};
    }

    Result<Done> read_number(json::value const* value, TemplateNumber& number, bool has_text = false)
    {
        if (value != nullptr && value->is_number()) {
            number.literal = value->is_double()  ? value->get_double()
                             : value->is_int64() ? static_cast<double>(value->get_int64())
                                                 : static_cast<double>(value->get_uint64());
            number.steps = 0;
            return Done{};
        }
        if (value == nullptr || !value->is_string())
            return unreadable("it has a number that is neither a number nor an expression");
        number = TRY(file_.expressions.parse(text_of(value), names_));
        if (!has_text && file_.expressions.uses(number, TabletName::text_width))
            return unreadable("it uses \"textWidth\" where there is no text");
        return Done{};
    }

    Result<Done> read_member(json::object const& item, std::string_view name, TemplateNumber& number,
                             bool has_text = false)
    {
        auto const* value = member(item, name);
        if (value == nullptr)
            return unreadable("it has an item without ", name);
        return read_number(value, number, has_text);
    }

    TemplateInk const* find_color(std::string_view name) const
    {
        for (auto color = colors_.rbegin(); color != colors_.rend(); ++color)
            if (color->first == name)
                return &color->second;
        return nullptr;
    }

    /// "#rgb" was never seen. UNSURE: that the fourth pair is the opacity, as in CSS, and not the first, as
    /// in Qt (2026-11). A translucent color is drawn as on white paper.
    Result<Done> read_color(json::value const& value, TemplateInk& ink) const
    {
        auto const text = text_of(&value);
        if (auto const* named = find_color(text)) {
            ink = *named;
            return Done{};
        }
        int channels[4] = {0, 0, 0, 255};
        bool good = text.size() == 7 || text.size() == 9;
        for (std::size_t i = 1; good && i < text.size(); i += 2) {
            int const high = digit_of(text[i]);
            int const low = digit_of(text[i + 1]);
            channels[i / 2] = high * 16 + low;
            good = high < 16 && low < 16;
        }
        if (!good || text.front() != '#')
            return unreadable("it has a color that can't be read: ", text);
        auto on_white = [&](int channel) {
            return static_cast<std::uint8_t>(255 - (255 - channel) * channels[3] / 255);
        };
        ink = {channels[3] > 0, on_white(channels[0]), on_white(channels[1]), on_white(channels[2])};
        return Done{};
    }

    Result<Done> read_items(json::array const& list)
    {
        for (auto const& entry : list) {
            if (file_.items.size() >= kMaxItems)
                return too_large("it has too many items");
            auto const* object = entry.if_object();
            if (object == nullptr)
                return unreadable("it has an item that isn't an object");
            auto const index = file_.items.size();
            file_.items.emplace_back();
            TRY(read_item(*object, index));
            file_.items[index].end = static_cast<std::uint32_t>(file_.items.size());
        }
        return Done{};
    }

    Result<Done> read_item(json::object const& object, std::size_t index)
    {
        auto const type = text_of(member(object, "type"));
        TemplateItem item;
        if (type == "path") {
            TRY(read_path(object, item));
        } else if (type == "text") {
            TRY(read_text(object, item));
        } else if (type == "group") {
            TRY(read_group(object, item));
        } else {
            return unreadable("it has an item of the unknown type ", type);
        }
        file_.items[index] = item;
        if (item.kind != TemplateItem::Kind::group)
            return Done{};
        auto const* children = list_of(member(object, "children"));
        if (children == nullptr)
            return unreadable("it has a group without a list of children");
        return read_items(*children);
    }

    Result<Done> read_group(json::object const& object, TemplateItem& item)
    {
        item.kind = TemplateItem::Kind::group;
        auto const* box = object_of(member(object, "boundingBox"));
        if (box == nullptr)
            return unreadable("it has a group without a box");
        TRY(read_member(*box, "x", item.x));
        TRY(read_member(*box, "y", item.y));
        TRY(read_member(*box, "width", item.width));
        TRY(read_member(*box, "height", item.height));
        auto const* repeat = member(object, "repeat");
        if (repeat == nullptr)
            return Done{};
        if (!repeat->is_object())
            return unreadable("it has a repetition that can't be read");
        TRY(read_repeat(member(repeat->get_object(), "rows"), item.rows));
        return read_repeat(member(repeat->get_object(), "columns"), item.columns);
    }

    /// Accepts either word of a pair in either direction: real templates mix them up and mean the same.
    Result<Done> read_repeat(json::value const* value, TemplateRepeat& repeat)
    {
        using Kind = TemplateRepeat::Kind;
        auto const word = text_of(value);
        if (word == "infinite")
            repeat.kind = Kind::both_ways;
        else if (word == "down" || word == "right")
            repeat.kind = Kind::onwards;
        else if (word == "up" || word == "left")
            repeat.kind = Kind::backwards;
        else if (value != nullptr)
            return read_number(value, repeat.count);
        return Done{};
    }

    /// Lines without a color are grey in exports of 2026 (decision 42); null means no line. UNSURE: that the
    /// edge of a filled shape without a stroke color is as dark as the shape (2026-11): then dots are as dark
    /// as in thumbnails.
    Result<Done> read_path(json::object const& object, TemplateItem& item)
    {
        auto const* data = list_of(member(object, "data"));
        if (data == nullptr)
            return unreadable("it has a path without data");
        TRY(read_commands(*data, item));
        if (auto const* fill = member(object, "fillColor"))
            TRY(read_color(*fill, item.fill));
        auto const* stroke = object.if_contains("strokeColor");
        if (stroke == nullptr)
            item.stroke = item.fill.is_there ? item.fill : kDefaultInk;
        else if (!stroke->is_null())
            TRY(read_color(*stroke, item.stroke));
        if (auto const* width = member(object, "strokeWidth"))
            TRY(read_number(width, item.stroke_width));
        auto const* smooth = member(object, "antialiasing");
        auto const* flag = smooth == nullptr ? nullptr : smooth->if_bool();
        item.smooth = flag == nullptr ? text_of(smooth) != "false" : *flag;
        return Done{};
    }

    Result<Done> read_commands(json::array const& data, TemplateItem& item)
    {
        constexpr std::string_view kCommands = "MLCZ";  // in the order of PathCommand
        constexpr std::size_t kNumbers[] = {2, 2, 6, 0};
        auto& commands = file_.commands;
        auto& numbers = file_.numbers;
        item.first_command = static_cast<std::uint32_t>(commands.size());
        item.first_number = static_cast<std::uint32_t>(numbers.size());
        for (std::size_t at = 0; at < data.size();) {
            auto const word = text_of(&data[at]);
            auto const command = word.size() == 1 ? kCommands.find(word.front()) : std::string_view::npos;
            if (command == std::string_view::npos)
                return unreadable("it has a path with an unknown command");
            if (item.commands == 0 && command != 0)
                return unreadable("it has a path that begins nowhere");
            if (data.size() - ++at < kNumbers[command])
                return unreadable("it has a path that ends too early");
            if (commands.size() + numbers.size() > kMaxPathNumbers)
                return too_large("it has too many points");
            commands.push_back(static_cast<PathCommand>(command));
            ++item.commands;
            for (std::size_t end = at + kNumbers[command]; at < end; ++at)
                TRY(read_number(&data[at], numbers.emplace_back()));
        }
        return Done{};
    }

    Result<Done> read_text(json::object const& object, TemplateItem& item)
    {
        item.kind = TemplateItem::Kind::text;
        auto const* words = member(object, "text");
        if (words == nullptr || !words->is_string())
            return unreadable("it has a text without words");
        auto const text = text_of(words);
        if (text.size() > kMaxTextBytes)
            return too_large("it has a text that is too long");
        item.text = static_cast<std::uint32_t>(file_.texts.size());
        file_.texts.emplace_back(text);
        file_.prints_words = true;
        TRY(read_member(object, "fontSize", item.height));
        auto const* position = object_of(member(object, "position"));
        if (position == nullptr)
            return unreadable("it has a text without a position");
        TRY(read_member(*position, "x", item.x, true));
        return read_member(*position, "y", item.y, true);
    }

    TemplateFile file_;
    std::vector<std::string> names_;
    std::vector<std::pair<std::string, TemplateInk>> colors_;
};

}  // namespace

Result<TemplateFile> read_template_file(Bytes file)
{
    std::string why;
    auto const value = parse_json(file, why, kMaxTemplateFileBytes);
    if (!value)
        return Error{file.size() > kMaxTemplateFileBytes ? ErrorCode::too_large : ErrorCode::corrupt, why};
    if (!value->is_object())
        return unreadable("it isn't a JSON object");
    return Reader().read(value->get_object());
}

}  // namespace rmirror
