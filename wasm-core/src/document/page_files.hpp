// SPDX-License-Identifier: AGPL-3.0-or-later
// Which page file belongs to which page, and which to none.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rmirror {

class PageFiles {
public:
    explicit PageFiles(std::vector<std::string> const& stems);

    /// The file of that name, if it is there and no page has it yet.
    std::optional<std::string> take(std::string_view stem);
    /// Up to 2.x, archives from the cloud name page files by position, whatever `.content` calls the pages.
    std::optional<std::string> take_numbered(std::size_t number);
    /// It has its page, though not a live one.
    void discard(std::string_view stem);
    /// What no page has taken: numbers in number order, then names by their bytes.
    [[nodiscard]] std::vector<std::string> left() const;

private:
    std::unordered_map<std::string, bool> taken_;
};

}  // namespace rmirror
