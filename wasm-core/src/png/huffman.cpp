// SPDX-License-Identifier: AGPL-3.0-or-later
#include "png/huffman.hpp"

#include <algorithm>
#include <cstddef>

namespace rmirror {
namespace {

struct Leaf {
    std::uint32_t count;
    std::size_t symbol;
};

/// Rarest first; ties by symbol, so that every machine builds the same code.
std::vector<Leaf> sorted_leaves(std::span<std::uint32_t const> counts)
{
    std::vector<Leaf> leaves;
    for (std::size_t symbol = 0; symbol < counts.size(); ++symbol)
        if (counts[symbol] != 0)
            leaves.push_back({counts[symbol], symbol});
    if (leaves.size() == 1)
        leaves.push_back({0, leaves[0].symbol == 0 ? std::size_t{1} : std::size_t{0}});
    std::sort(leaves.begin(), leaves.end(), [](Leaf const& a, Leaf const& b) {
        return a.count != b.count ? a.count < b.count : a.symbol < b.symbol;
    });
    return leaves;
}

/// Depth of each leaf in a Huffman tree. Leaves and joined nodes both have ascending weights, so the two
/// rarest are always at the front of one of two queues.
std::vector<int> depths_of(std::vector<Leaf> const& leaves)
{
    auto leaf_count = leaves.size();
    auto node_count = 2 * leaf_count - 1;
    std::vector<std::uint64_t> weight(node_count);
    std::vector<std::size_t> parent(node_count);
    for (std::size_t i = 0; i < leaf_count; ++i)
        weight[i] = leaves[i].count;
    std::size_t next_leaf = 0;
    std::size_t next_joined = leaf_count;
    for (std::size_t joined = leaf_count; joined < node_count; ++joined) {
        for (int side = 0; side < 2; ++side) {
            bool take_leaf =
                next_joined == joined || (next_leaf < leaf_count && weight[next_leaf] <= weight[next_joined]);
            auto child = take_leaf ? next_leaf++ : next_joined++;
            weight[joined] += weight[child];
            parent[child] = joined;
        }
    }
    std::vector<int> depth(node_count);
    for (std::size_t node = node_count - 1; node-- > 0;)
        depth[node] = depth[parent[node]] + 1;
    depth.resize(leaf_count);
    return depth;
}

/// Number of codes of each length, with none longer than `longest`. Truncating the deep ones oversubscribes
/// the code; each step then makes room for one by splitting a shorter one.
std::vector<std::uint32_t> limited_histogram(std::vector<int> const& depths, int longest)
{
    auto limit = static_cast<std::size_t>(longest);
    std::vector<std::uint32_t> of_length(limit + 1);
    for (int depth : depths)
        ++of_length[std::min(static_cast<std::size_t>(depth), limit)];
    std::uint64_t used = 0;  // in units of the longest code
    for (std::size_t length = 1; length <= limit; ++length)
        used += std::uint64_t{of_length[length]} << (limit - length);
    for (; used > std::uint64_t{1} << limit; --used) {
        auto length = limit - 1;
        while (of_length[length] == 0)
            --length;
        --of_length[length];
        of_length[length + 1] += 2;
        --of_length[limit];
    }
    return of_length;
}

std::uint16_t reversed(unsigned code, unsigned bits)
{
    unsigned result = 0;
    for (unsigned bit = 0; bit < bits; ++bit)
        result |= ((code >> bit) & 1U) << (bits - 1 - bit);
    return static_cast<std::uint16_t>(result);
}

}  // namespace

std::vector<std::uint8_t> code_lengths(std::span<std::uint32_t const> counts, int longest)
{
    std::vector<std::uint8_t> lengths(counts.size());
    auto leaves = sorted_leaves(counts);
    if (leaves.empty())
        return lengths;
    auto of_length = limited_histogram(depths_of(leaves), longest);
    auto leaf = leaves.begin();
    for (auto length = of_length.size() - 1; length > 0; --length)
        for (std::uint32_t i = 0; i < of_length[length]; ++i)
            lengths[(leaf++)->symbol] = static_cast<std::uint8_t>(length);
    return lengths;
}

std::vector<std::uint16_t> codes_for(std::span<std::uint8_t const> lengths)
{
    constexpr std::size_t kLongest = 15;
    std::uint32_t of_length[kLongest + 1] = {};
    for (auto length : lengths)
        ++of_length[length];
    of_length[0] = 0;
    std::uint32_t next[kLongest + 1] = {};
    for (std::size_t length = 1; length <= kLongest; ++length)
        next[length] = (next[length - 1] + of_length[length - 1]) << 1U;
    std::vector<std::uint16_t> codes(lengths.size());
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol)
        if (lengths[symbol] != 0)
            codes[symbol] = reversed(next[lengths[symbol]]++, lengths[symbol]);
    return codes;
}

}  // namespace rmirror
