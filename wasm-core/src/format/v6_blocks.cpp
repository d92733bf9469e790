// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/v6_blocks.hpp"

#include "format/v6_items.hpp"
#include "format/v6_text.hpp"

namespace rmirror::v6 {

namespace {

enum class ItemType : std::uint8_t { glyph_range = 1, group = 2, line = 3, text = 5, image = 7 };

Result<Done> read_migration_info(Tree&, BlockHeader const&, Fields& in)
{
    in.find_id(1);
    in.find_u8(2);  // whether the tablet itself migrated the page
    in.find_u8(3);  // since 3.2.2
    return Done{};
}

Result<Done> read_scene_tree(Tree& tree, BlockHeader const&, Fields& in)
{
    auto const node = TRY(in.id(1));
    in.find_id(2);
    in.find_u8(3);  // whether this updates a node
    auto parent = TRY(in.part(4));
    TRY(parent.id(1));  // redundant: the group item in block 4 has the parent and the order
    parent.finish();
    TRY(tree.budget.charge(sizeof(Node) + sizeof(Id)));
    tree.nodes.try_emplace(node);
    return Done{};
}

/// Reads a part with a timestamp (1) and a value (2), which `read_value(part)` reads, and merges it into
/// `into`.
template <typename T, typename ReadValue>
Result<Done> merge_timed(Fields& in, std::uint64_t index, Timed<T>& into, ReadValue read_value)
{
    auto part = in.find_part(index);
    if (!part)
        return Done{};
    auto const time = TRY(part->id(1));
    auto value = TRY(read_value(*part));
    if (value)
        into.merge(time, static_cast<T>(std::move(*value)));
    part->finish();
    return Done{};
}

auto const kString = [](Fields& part) { return part.find_string(2); };
auto const kByte = [](Fields& part) -> Result<std::optional<std::uint8_t>> { return part.find_u8(2); };
auto const kFloat = [](Fields& part) -> Result<std::optional<float>> { return part.find_f32(2); };
auto const kId = [](Fields& part) -> Result<std::optional<Id>> { return part.find_id(2); };

Result<Done> read_tree_node(Tree& tree, BlockHeader const&, Fields& in)
{
    auto const id = TRY(in.id(1));
    TRY(tree.budget.charge(sizeof(Node) + sizeof(Id)));
    auto& node = tree.nodes[id];
    TRY(merge_timed(in, 2, node.label, kString));
    TRY(merge_timed(in, 3, node.visible, kByte));
    Timed<Id> anchor = node.anchor.value_or(Timed<Id>{});
    TRY(merge_timed(in, 7, anchor, kId));
    if (anchor.value != kNone)
        node.anchor = anchor;
    TRY(merge_timed(in, 8, node.anchor_type, kByte));
    TRY(merge_timed(in, 9, node.anchor_threshold, kFloat));
    TRY(merge_timed(in, 10, node.anchor_origin_x, kFloat));
    return Done{};
}

/// Charges the item, and the memory that ordering needs per id.
Result<Done> keep(Tree& tree, Item&& item)
{
    constexpr std::size_t kOrderBytesPerId = 250;
    TRY(tree.budget.charge(sizeof(Item) + kOrderBytesPerId * (1 + item.deleted_length)));
    tree.items.push_back(std::move(item));
    return Done{};
}

/// Reads the envelope and, unless the item was erased, its value with `read_value(part, item)`.
template <typename ReadValue>
Result<Done> read_item(Tree& tree, BlockHeader const& header, Fields& in, ItemType type, ReadValue read_value)
{
    Item item;
    TRY(read_envelope(in, item));
    item.block_type = header.type;
    item.block_bytes = header.size;
    if (auto part = TRY(find_value(in, item.deleted_length))) {
        auto const stated = TRY(part->raw().u8());
        if (stated != static_cast<std::uint8_t>(type))
            return Error{ErrorCode::corrupt,
                         "the item is of type " + std::to_string(stated) + ", not its block's"};
        TRY(read_value(*part, item));
        part->finish();
    }
    return keep(tree, std::move(item));
}

Result<Done> read_glyph_item(Tree& tree, BlockHeader const& header, Fields& in)
{
    return read_item(tree, header, in, ItemType::glyph_range, [&](Fields& value, Item& item) -> Result<Done> {
        item.value = TRY(read_highlight(value, tree.budget));
        return Done{};
    });
}

Result<Done> read_group_item(Tree& tree, BlockHeader const& header, Fields& in)
{
    return read_item(tree, header, in, ItemType::group, [](Fields& value, Item& item) -> Result<Done> {
        item.value = TRY(value.id(2));
        return Done{};
    });
}

Result<Done> read_line_item(Tree& tree, BlockHeader const& header, Fields& in)
{
    return read_item(tree, header, in, ItemType::line, [&](Fields& value, Item& item) -> Result<Done> {
        item.value = TRY(read_stroke(value, header.version, tree.budget));
        return Done{};
    });
}

Result<Done> read_image_item(Tree& tree, BlockHeader const& header, Fields& in)
{
    return read_item(tree, header, in, ItemType::image, [&](Fields& value, Item& item) -> Result<Done> {
        item.value = TRY(read_image(value, tree.budget));
        return Done{};
    });
}

/// Never seen with content in any file (2026-11): only its position is kept.
Result<Done> read_text_item(Tree& tree, BlockHeader const& header, Fields& in)
{
    return read_item(tree, header, in, ItemType::text, [](Fields&, Item&) -> Result<Done> { return Done{}; });
}

Result<Done> read_tombstone(Tree& tree, BlockHeader const& header, Fields& in)
{
    Item item;
    TRY(read_envelope(in, item));
    item.block_type = header.type;
    item.block_bytes = header.size;
    return keep(tree, std::move(item));
}

Result<Done> read_text_block(Tree& tree, BlockHeader const&, Fields& in)
{
    tree.text = TRY(read_root_text(in, tree.budget));
    return Done{};
}

/// Uuids by author index. Not used for display, so only validated.
Result<Done> read_author_ids(Tree&, BlockHeader const&, Fields& in)
{
    auto const count = TRY(in.raw().varuint());
    for (std::uint64_t i = 0; i < count; ++i) {
        auto author = TRY(in.part(0));
        TRY(author.raw().skip(1 + 16 + 2));  // length of the uuid, uuid, author index
        author.finish();
    }
    return Done{};
}

/// The tablet's own counters: loads, merges, characters and lines of text, uses of the keyboard.
Result<Done> read_page_info(Tree&, BlockHeader const&, Fields& in)
{
    for (auto counter : {1U, 2U, 3U, 4U, 5U})
        in.find_u32(counter);
    return Done{};
}

Result<std::optional<Rect>> read_rect(Fields& part)
{
    auto doubles = part.find_part(2);
    if (!doubles)
        return std::optional<Rect>{};
    Rect rect;
    rect.x = TRY(doubles->raw().f64());
    rect.y = TRY(doubles->raw().f64());
    rect.width = TRY(doubles->raw().f64());
    rect.height = TRY(doubles->raw().f64());
    doubles->finish();
    return std::optional<Rect>(rect);
}

/// UNSURE: a text column, wrapped in one more part than other timed bytes (2026-11, 1 file).
Result<std::optional<std::uint8_t>> read_wrapped_byte(Fields& part)
{
    auto wrapped = part.find_part(2);
    if (!wrapped)
        return std::optional<std::uint8_t>{};
    auto const byte = TRY(wrapped->raw().u8());
    wrapped->finish();
    return std::optional<std::uint8_t>(byte);
}

Result<Done> read_paper_size(Fields& in, Paper& paper)
{
    auto part = in.find_part(5);
    if (!part)
        return Done{};
    auto const width = TRY(part->raw().u32());
    auto const height = TRY(part->raw().u32());
    part->finish();
    constexpr std::uint32_t kMaxUnits = 100'000;
    if (width == 0 || height == 0 || width > kMaxUnits || height > kMaxUnits)
        return Error{ErrorCode::corrupt, "the paper's size makes no sense"};
    paper.width = width;
    paper.height = height;
    return Done{};
}

Result<Done> read_scene_info(Tree& tree, BlockHeader const&, Fields& in)
{
    Timed<Id> current_layer;
    // If the block ends before these fields, the current values remain.
    Timed<bool> background{kNone, tree.page.background_visible};
    Timed<bool> source{kNone, tree.page.source_visible};
    TRY(merge_timed(in, 1, current_layer, kId));
    TRY(merge_timed(in, 2, background, kByte));
    TRY(merge_timed(in, 3, source, kByte));
    tree.page.background_visible = background.value;
    tree.page.source_visible = source.value;
    TRY(read_paper_size(in, tree.page.paper));
    Timed<Rect> extended;
    TRY(merge_timed(in, 6, extended, read_rect));
    if (extended.value.width > 0 && extended.value.height > 0)
        tree.page.extended_rect = extended.value;
    in.find_part(7);  // paper size again, as two doubles
    in.find_part(8);  // the same, timed
    Timed<std::uint8_t> column{kNone, 0xff};
    TRY(merge_timed(in, 9, column, read_wrapped_byte));
    if (column.value != 0xff)
        tree.page.text_column = column.value;
    return Done{};
}

/// File names of the page's images, by uuid.
Result<Done> read_image_info(Tree& tree, BlockHeader const&, Fields& in)
{
    auto list = TRY(in.part(1));
    auto const count = TRY(list.raw().varuint());
    for (std::uint64_t i = 0; i < count; ++i) {
        auto entry = TRY(list.part(0));
        auto const uuid = TRY(entry.raw().take(16));
        Timed<std::string> name;
        TRY(merge_timed(entry, 1, name, kString));
        entry.find_part(2);  // UNSURE: bytes, timed.
        entry.finish();
        TRY(tree.budget.charge(200 + name.value.size()));
        tree.image_names[uuid_text(uuid)] = name.value;
    }
    list.finish();
    return Done{};
}

struct BlockType {
    std::uint8_t type;
    Result<Done> (*read)(Tree&, BlockHeader const&, Fields&);
};

constexpr BlockType kBlockTypes[] = {
    {0, read_migration_info}, {1, read_scene_tree},  {2, read_tree_node},  {3, read_glyph_item},
    {4, read_group_item},     {5, read_line_item},   {6, read_text_item},  {7, read_text_block},
    {8, read_tombstone},      {9, read_author_ids},  {10, read_page_info}, {13, read_scene_info},
    {14, read_image_info},    {15, read_image_item},
};

Result<Done> note(Tree& tree, BlockHeader const& header, std::string why)
{
    TRY(tree.budget.charge(sizeof(UnreadablePart) + why.size()));
    tree.page.unreadable.push_back({header.type, header.size, std::move(why)});
    return Done{};
}

Result<Done> note_skipped(Tree& tree, BlockHeader const& header, Skipped skipped)
{
    switch (skipped) {
        case Skipped::nothing:
            return Done{};
        case Skipped::newer_fields:
            return note(tree, header, "newer fields were skipped");
        case Skipped::not_fields:
            break;
    }
    return note(tree, header, "bytes that are not fields were skipped");
}

}  // namespace

Result<Done> read_block(Tree& tree, BlockHeader const& header, Bytes payload)
{
    for (auto const& known : kBlockTypes) {
        if (known.type != header.type)
            continue;
        auto skipped = Skipped::nothing;
        Fields fields(payload, skipped);
        auto const done = known.read(tree, header, fields);
        if (!done.ok()) {
            if (done.error().code == ErrorCode::too_large)
                return done.error();
            return note(tree, header, done.error().message);
        }
        fields.finish();
        return note_skipped(tree, header, skipped);
    }
    return note(tree, header, "block type " + std::to_string(header.type) + " is not known");
}

}  // namespace rmirror::v6
