// SPDX-License-Identifier: AGPL-3.0-or-later
// Compares two versions of a text line by line, the way a person would: a line that was changed is paired
// with what it became.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// The lines between line ends: a text that ends with a line end has an empty last line, and an empty text
/// has none. Joined by "\n" they are the text again.
std::vector<std::string_view> lines_of(std::string_view text);

/// The lines of a text by their content.
class LineIndex {
public:
    /// `lines` must outlive it.
    explicit LineIndex(std::span<std::string_view const> lines);

    struct Place {
        std::size_t first = 0;  // The index of the first such line.
        std::size_t count = 0;  // How many lines are equal; 0: none.
    };
    Place find(std::string_view line) const;

private:
    std::span<std::string_view const> lines_;
    std::vector<std::uint64_t> keys_;  // The upper bits of a line's hash, then its index; sorted.
};

/// What became of each line of the older version, in terms of the newer one.
struct LineDiff {
    /// For each older line the newer line that it became, equal or changed; nullopt if it was removed.
    /// Ascending.
    std::vector<std::optional<std::size_t>> became;
    std::size_t newer = 0;  // The number of newer lines. Those that no older line became were added.
};

/// Takes time proportional to the lengths of the texts, beside a bounded search in stretches that changed: in
/// a longer one, lines are paired in their order.
LineDiff diff_lines(std::vector<std::string_view> const& older, std::vector<std::string_view> const& newer);

}  // namespace rmirror
