// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/v6_text.hpp"

#include "base/utf8.hpp"
#include "format/v6_items.hpp"

namespace rmirror::v6 {

namespace {

Result<Done> read_characters(Fields& part, TextItem& item)
{
    item.characters = decode_utf8(TRY(read_text(part.raw())));
    if (auto format = part.find_u32(2))
        item.format = *format;
    return Done{};
}

Result<TextItem> read_text_item(Fields item_part, Budget& budget)
{
    TextItem item;
    item.place.id = TRY(item_part.id(2));
    item.place.left = TRY(item_part.id(3));
    item.place.right = TRY(item_part.id(4));
    item.deleted_length = TRY(item_part.u32(5));
    if (item.deleted_length > kMaxDeletedRun)
        return Error{ErrorCode::corrupt,
                     "a deletion of " + std::to_string(item.deleted_length) + " characters"};
    if (auto part = TRY(find_value(item_part, item.deleted_length))) {
        TRY(read_characters(*part, item));
        part->finish();
    }
    TRY(budget.charge(sizeof(TextItem) + item.characters.size() * sizeof(char32_t)));
    item_part.finish();
    return item;
}

Result<Done> read_style(Fields& list, Text& text)
{
    auto const character = TRY(read_id(list.raw()));
    auto const time = TRY(list.id(1));
    auto part = TRY(list.part(2));
    TRY(part.raw().skip(1));  // always 17
    ParagraphStyle style;
    style.style = TRY(part.raw().u8());
    if (auto base = part.find_u8(2))
        style.base_style = *base;
    if (auto properties = part.find_u32(3))
        style.properties = *properties;
    part.finish();
    text.styles[character].merge(time, style);
    return Done{};
}

Result<Done> read_items(Fields& content, Budget& budget, Text& text)
{
    auto outer = TRY(content.part(1));
    auto list = TRY(outer.part(1));
    auto const count = TRY(list.raw().varuint());
    for (std::uint64_t i = 0; i < count; ++i) {
        auto part = TRY(list.part(0));
        text.items.push_back(TRY(read_text_item(part, budget)));
    }
    list.finish();
    outer.finish();
    return Done{};
}

Result<Done> read_styles(Fields& content, Budget& budget, Text& text)
{
    auto outer = TRY(content.part(2));
    auto list = TRY(outer.part(1));
    auto const count = TRY(list.raw().varuint());
    for (std::uint64_t i = 0; i < count; ++i) {
        TRY(budget.charge(sizeof(Id) + sizeof(Timed<ParagraphStyle>)));
        TRY(read_style(list, text));
    }
    list.finish();
    outer.finish();
    return Done{};
}

/// One id of the text: a visible character, a deleted one (0), or a format switch.
struct Unit {
    char32_t character = 0;
    std::uint32_t format = 0;
};

struct Units {
    std::vector<Place> places;
    std::vector<Unit> units;

    /// A run owns consecutive ids; each character is between its neighbours in the run.
    void append(TextItem const& item)
    {
        auto const is_format = item.format != 0 || (item.characters.empty() && item.deleted_length == 0);
        auto const count = item.deleted_length > 0
                               ? item.deleted_length
                               : static_cast<std::uint32_t>(is_format ? 1 : item.characters.size());
        append_run(places, item.place, count);
        auto const is_visible = item.deleted_length == 0 && !is_format;
        for (std::uint32_t k = 0; k < count; ++k)
            units.push_back(
                {is_visible ? item.characters[k] : 0, item.deleted_length == 0 ? item.format : 0});
    }
};

/// Splits the ordered characters into paragraphs and runs.
class ParagraphWriter {
public:
    ParagraphWriter(Text const& text, OrderedText& out) : text_(text), out_(out) {}

    void add(Id id, Unit const& unit)
    {
        out_.index_of.emplace(id, characters_);
        if (unit.format != 0)
            switch_format(unit.format);
        if (unit.character == 0)
            return;
        ++characters_;
        if (unit.character == U'\n')
            begin_paragraph(id, characters_);
        else
            append(unit.character);
    }

    /// A text without characters is one empty line.
    void finish()
    {
        if (out_.block.paragraphs.empty())
            out_.block.leading_line_style = style_of(kNone).style;
    }

private:
    void switch_format(std::uint32_t format)
    {
        if (format == 1 || format == 2)
            bold_ = format == 1;
        if (format == 3 || format == 4)
            italic_ = format == 3;
    }

    ParagraphStyle style_of(Id id) const
    {
        auto const style = text_.styles.find(id);
        return style != text_.styles.end() ? style->second.value : ParagraphStyle{};
    }

    void begin_paragraph(Id id, std::uint32_t first_character)
    {
        if (out_.block.paragraphs.empty() && id != kNone)
            out_.block.leading_line_style = style_of(kNone).style;
        auto const style = style_of(id);
        Paragraph paragraph;
        paragraph.first_character = first_character;
        paragraph.style = style.style;
        paragraph.base_style = style.base_style;
        paragraph.properties = style.properties;
        out_.block.paragraphs.push_back(std::move(paragraph));
    }

    void append(char32_t character)
    {
        // Text before the first newline belongs to a paragraph that no character starts.
        if (out_.block.paragraphs.empty())
            begin_paragraph(kNone, 0);
        auto& runs = out_.block.paragraphs.back().runs;
        if (runs.empty() || runs.back().bold != bold_ || runs.back().italic != italic_)
            runs.push_back({"", bold_, italic_});
        append_utf8(runs.back().text, character);
    }

    Text const& text_;
    OrderedText& out_;
    std::uint32_t characters_ = 0;
    bool bold_ = false;
    bool italic_ = false;
};

}  // namespace

Result<Text> read_root_text(Fields& in, Budget& budget)
{
    Text text;
    in.find_id(1);
    auto content = TRY(in.part(2));
    TRY(read_items(content, budget, text));
    TRY(read_styles(content, budget, text));
    content.finish();
    auto position = TRY(in.part(3));
    text.x = TRY(position.raw().f64());
    text.y = TRY(position.raw().f64());
    position.finish();
    text.width = TRY(in.f32(4));
    in.find_part(5);  // the width again, timed; always the same value so far
    return text;
}

Result<OrderedText> order_text(Text const& text, Budget& budget)
{
    constexpr std::size_t kBytesPerUnit = 250;  // places, units, the graph of neighbours, the index
    Units units;
    for (auto const& item : text.items) {
        TRY(budget.charge(kBytesPerUnit * (1 + item.deleted_length + item.characters.size())));
        units.append(item);
    }
    auto const order = order_sequence(units.places);
    OrderedText ordered;
    ordered.had_cycle = order.had_cycle;
    ordered.block.x = text.x;
    ordered.block.y = text.y;
    ordered.block.width = text.width;
    ParagraphWriter writer(text, ordered);
    for (auto index : order.indices)
        writer.add(units.places[index].id, units.units[index]);
    writer.finish();
    return ordered;
}

}  // namespace rmirror::v6
