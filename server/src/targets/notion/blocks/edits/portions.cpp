// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/edits/portions.hpp"

#include "targets/notion/blocks/block_json.hpp"
#include "targets/notion/blocks/limits.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;

/// The bytes of `,"children":[]` and a comma.
constexpr std::size_t kBytesAroundBlock = 16;

struct Size {
    std::size_t blocks = 0;
    std::size_t bytes = 0;

    Size operator+(Size const& other) const { return {blocks + other.blocks, bytes + other.bytes}; }
    bool fits() const { return blocks <= kMaxBlocks && bytes <= kMaxBytes; }
};

/// A block with as many of its first children as fit into the call.
struct Packed {
    json::object block;
    Size size;
    std::size_t taken = 0;
};

/// Packs the block with everything below it. Returns false if that is too much for `levels` more levels.
bool pack_whole(Block const& block, std::size_t levels, Packed& packed)
{
    packed.block = json_of(block);
    packed.size = {1, json::serialize(packed.block).size() + kBytesAroundBlock};
    if (block.children.empty())
        return true;
    if (levels == 0 || block.children.size() > kMaxChildren)
        return false;
    json::array children;
    for (auto const& child : block.children) {
        Packed one;
        if (!pack_whole(child, levels - 1, one))
            return false;
        packed.size = packed.size + one.size;
        if (!packed.size.fits())
            return false;
        children.push_back(std::move(one.block));
    }
    add_children(packed.block, std::move(children));
    packed.taken = block.children.size();
    return true;
}

/// For a block of the first level: the response has its id, so the rest of its children can follow.
Packed pack(Block const& block)
{
    Packed packed{.block = json_of(block), .size = {}};
    packed.size = {1, json::serialize(packed.block).size() + kBytesAroundBlock};
    json::array children;
    while (packed.taken < std::min(block.children.size(), kMaxChildren)) {
        Packed one;
        if (!pack_whole(block.children[packed.taken], kNestedLevels - 1, one))
            break;
        auto const size = packed.size + one.size;
        if (!size.fits())
            break;
        packed.size = size;
        ++packed.taken;
        children.push_back(std::move(one.block));
    }
    add_children(packed.block, std::move(children));
    return packed;
}

class PortionPacker {
public:
    explicit PortionPacker(std::size_t first) : first_(first) {}

    void add(Place place, std::vector<Block> const& blocks, std::size_t from = 0)
    {
        std::vector<std::pair<BlockName, std::size_t>> unfinished;  // With the index of the block.
        std::vector<std::size_t> taken(blocks.size());
        for (auto at = from; at < blocks.size();) {
            auto const number = first_ + all_.size();
            json::array children;
            Size size;
            while (at < blocks.size() && children.size() < kMaxChildren) {
                auto packed = pack(blocks[at]);
                if (!children.empty() && !(size + packed.size).fits())
                    break;
                size = size + packed.size;
                taken[at] = packed.taken;
                if (packed.taken < blocks[at].children.size())
                    unfinished.emplace_back(BlockName{.portion = number, .index = children.size()}, at);
                children.push_back(std::move(packed.block));
                ++at;
            }
            auto const last = children.size() - 1;
            all_.push_back({place, std::move(children)});
            // Blocks inserted in the middle continue after those just inserted.
            if (place.where != Place::Where::end)
                place = {place.parent, Place::Where::after, {.portion = number, .index = last}};
        }
        for (auto const& [name, at] : unfinished)
            add({.parent = name}, blocks[at].children, taken[at]);
    }

    std::vector<Portion> take() { return std::move(all_); }

private:
    std::size_t first_;
    std::vector<Portion> all_;
};

}  // namespace

std::vector<Portion> portions(Place const& place, std::vector<Block> const& blocks, std::size_t first)
{
    PortionPacker packing(first);
    packing.add(place, blocks);
    return packing.take();
}

}  // namespace rmirror::targets::notion
