// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/v6.hpp"

#include "format/v6_blocks.hpp"
#include "format/v6_text.hpp"

#include <unordered_set>

namespace rmirror::v6 {

namespace {

// Anchors to author 0 with these counters are the edges of the text.
constexpr std::uint64_t kTextStart = 281474976710654;
constexpr std::uint64_t kTextEnd = 281474976710655;
constexpr int kDeepestGroup = 64;

Result<BlockHeader> read_header(ByteReader& in)
{
    BlockHeader header;
    header.size = TRY(in.u32());
    TRY(in.skip(1));
    header.min_version = TRY(in.u8());
    header.version = TRY(in.u8());
    header.type = TRY(in.u8());
    return header;
}

Result<Done> read_blocks(ByteReader& in, Tree& tree)
{
    while (!in.at_end()) {
        auto const left = static_cast<std::uint32_t>(in.remaining());
        auto header = read_header(in);
        if (!header.ok()) {
            tree.page.unreadable.push_back({0, left, "the file ends inside the head of a block"});
            return Done{};
        }
        auto payload = in.take(header.value().size);
        if (!payload.ok()) {
            tree.page.unreadable.push_back({header.value().type, left, "the file ends inside a block"});
            return Done{};
        }
        TRY(read_block(tree, header.value(), payload.value()));
    }
    return Done{};
}

/// Converts the tree to layers: items in sequence order, with groups flattened in place.
class LayerWriter {
public:
    LayerWriter(Tree& tree, OrderedText const& text) : tree_(tree), text_(text)
    {
        for (std::size_t i = 0; i < tree_.items.size(); ++i) {
            auto& item = tree_.items[i];
            if (tree_.nodes.count(item.parent) > 0)
                children_[item.parent].push_back(i);
            else
                note(item, "it belongs to a layer that is never declared");
        }
    }

    void write()
    {
        visited_.insert(kRoot);
        for (auto index : in_order(kRoot)) {
            auto& item = tree_.items[index];
            auto const* child = std::get_if<Id>(&item.value);
            if (child != nullptr)
                write_layer(item, *child);
            else if (item.value.index() != 0)
                write_stray(item);
        }
        note_unreached();
    }

private:
    std::vector<std::size_t> in_order(Id parent)
    {
        auto const found = children_.find(parent);
        if (found == children_.end())
            return {};
        auto const sequence = expand(found->second);
        auto const order = order_sequence(sequence.places);
        if (order.had_cycle)
            tree_.page.unreadable.push_back({0, 0, "the order of some items contradicts itself"});
        std::vector<std::size_t> items;
        items.reserve(order.indices.size());
        for (auto place : order.indices)
            if (sequence.item_of[place] != kErased)
                items.push_back(sequence.item_of[place]);
        return items;
    }

    static constexpr std::size_t kErased = ~std::size_t{0};

    struct Sequence {
        std::vector<Place> places;
        std::vector<std::size_t> item_of;  // kErased for ids without an item
    };

    /// Erased items keep their ids as positions, because others may have been inserted next to any id of the
    /// run, as in getting-started pages of firmware 3.20, where 1:331 follows 1:290, the last of the 32 ids
    /// covered by item 1:259. Fixture: erased-run.rm.
    Sequence expand(std::vector<std::size_t> const& children) const
    {
        Sequence sequence;
        sequence.places.reserve(children.size());
        sequence.item_of.reserve(children.size());
        for (auto index : children) {
            auto const& item = tree_.items[index];
            auto const is_erased = item.value.index() == 0;
            auto const ids = is_erased && item.deleted_length > 1 ? item.deleted_length : 1;
            append_run(sequence.places, item.place, ids);
            sequence.item_of.resize(sequence.places.size(), is_erased ? kErased : index);
        }
        return sequence;
    }

    void write_layer(Item const& item, Id id)
    {
        auto const node = tree_.nodes.find(id);
        if (node == tree_.nodes.end() || !visited_.insert(id).second)
            return note(item, "its layer is missing or stands in two places");
        Layer layer;
        layer.name = node->second.label.value;
        layer.visible = node->second.visible.value;
        write_children(id, layer, anchor_of(node->second), 0);
        tree_.page.layers.push_back(std::move(layer));
    }

    /// An item directly on the page, outside every layer, gets its own layer.
    void write_stray(Item& item)
    {
        Layer layer;
        write_item(item, layer, 0, 0);
        tree_.page.layers.push_back(std::move(layer));
    }

    void write_children(Id parent, Layer& layer, std::uint32_t anchor, int depth)
    {
        for (auto index : in_order(parent))
            write_item(tree_.items[index], layer, anchor, depth);
    }

    void write_item(Item& item, Layer& layer, std::uint32_t anchor, int depth)
    {
        if (auto* stroke = std::get_if<Stroke>(&item.value)) {
            stroke->anchor = anchor;
            layer.strokes.push_back(std::move(*stroke));
        } else if (auto* highlight = std::get_if<Highlight>(&item.value)) {
            layer.highlights.push_back(std::move(*highlight));
        } else if (auto* image = std::get_if<Image>(&item.value)) {
            image->file_name = tree_.image_names[image->uuid];
            image->strokes_below = static_cast<std::uint32_t>(layer.strokes.size());
            layer.images.push_back(std::move(*image));
        } else if (auto const* child = std::get_if<Id>(&item.value)) {
            write_group(item, *child, layer, anchor, depth + 1);
        }
    }

    void write_group(Item const& item, Id id, Layer& layer, std::uint32_t anchor, int depth)
    {
        auto const node = tree_.nodes.find(id);
        if (node == tree_.nodes.end() || depth > kDeepestGroup || !visited_.insert(id).second)
            return note(item, "its group is missing, too deep or stands in two places");
        if (!node->second.visible.value)
            return;
        auto const own = anchor_of(node->second);
        write_children(id, layer, own != 0 ? own : anchor, depth);
    }

    std::uint32_t anchor_of(Node const& node)
    {
        if (!node.anchor)
            return 0;
        Anchor anchor;
        anchor.type = node.anchor_type.value;
        anchor.origin_x = node.anchor_origin_x.value;
        anchor.threshold = node.anchor_threshold.value;
        auto const id = node.anchor->value;
        if (id.author == 0 && id.counter == kTextStart) {
            anchor.kind = AnchorKind::text_start;
        } else if (id.author == 0 && id.counter == kTextEnd) {
            anchor.kind = AnchorKind::text_end;
        } else {
            auto const index = text_.index_of.find(id);
            if (index == text_.index_of.end())
                tree_.page.unreadable.push_back({2, 0, "strokes hang on a character that is not there"});
            anchor.kind = index == text_.index_of.end() ? AnchorKind::text_start : AnchorKind::character;
            anchor.character = index == text_.index_of.end() ? 0 : index->second;
        }
        tree_.page.anchors.push_back(anchor);
        return static_cast<std::uint32_t>(tree_.page.anchors.size() - 1);
    }

    void note(Item const& item, char const* why)
    {
        tree_.page.unreadable.push_back({item.block_type, item.block_bytes, why});
    }

    /// Groups that only refer to each other belong to no layer, so their content was not written.
    void note_unreached()
    {
        for (auto const& item : tree_.items)
            if (item.value.index() != 0 && tree_.nodes.count(item.parent) > 0 &&
                visited_.count(item.parent) == 0)
                note(item, "its group hangs on no layer");
    }

    Tree& tree_;
    OrderedText const& text_;
    std::unordered_map<Id, std::vector<std::size_t>, IdHash> children_;
    std::unordered_set<Id, IdHash> visited_;
};

}  // namespace

Result<std::vector<Page>> parse(ByteReader in)
{
    Tree tree;
    tree.page.version = 6;
    TRY(tree.budget.charge(in.remaining()));
    TRY(read_blocks(in, tree));
    OrderedText text;
    if (tree.text) {
        text = TRY(order_text(*tree.text, tree.budget));
        if (text.had_cycle)
            tree.page.unreadable.push_back({7, 0, "the order of some characters contradicts itself"});
        tree.page.text = std::move(text.block);
    }
    LayerWriter(tree, text).write();
    std::vector<Page> pages;
    pages.push_back(std::move(tree.page));
    return pages;
}

}  // namespace rmirror::v6
