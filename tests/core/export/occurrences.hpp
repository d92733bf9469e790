// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether and how often a text occurs in another.
#pragma once

#include <string>

namespace rmirror::test {

inline bool contains(std::string const& text, std::string const& part)
{
    return text.find(part) != text.npos;
}

/// Without overlaps.
inline int count(std::string const& text, std::string const& part)
{
    int found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size()))
        ++found;
    return found;
}

}  // namespace rmirror::test
