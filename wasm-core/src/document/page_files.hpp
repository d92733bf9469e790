// SPDX-License-Identifier: AGPL-3.0-or-later
// Assigns page files to pages and keeps track of the unassigned ones.
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

    /// The file with that stem, if it exists and isn't assigned yet.
    std::optional<std::string> take(std::string_view stem);
    /// Up to 2.x, archives from the cloud name page files by position, whatever ids `.content` has for the
    /// pages.
    std::optional<std::string> take_numbered(std::size_t number);
    /// Marks the file as assigned, to a page that isn't live.
    void discard(std::string_view stem);
    /// The unassigned files: numbers in numerical order, then names in byte order.
    [[nodiscard]] std::vector<std::string> left() const;

private:
    std::unordered_map<std::string, bool> taken_;
};

}  // namespace rmirror
