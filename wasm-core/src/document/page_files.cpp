// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/page_files.hpp"

#include "document/names.hpp"

#include <algorithm>

namespace rmirror {

namespace {

bool comes_first(std::string const& a, std::string const& b)
{
    auto const number_a = page_number(a);
    auto const number_b = page_number(b);
    if (number_a && number_b)
        return *number_a < *number_b;
    if (number_a || number_b)
        return number_a.has_value();
    return a < b;
}

}  // namespace

PageFiles::PageFiles(std::vector<std::string> const& stems)
{
    for (auto const& stem : stems)
        if (!stem.empty())
            taken_.emplace(stem, false);
}

std::optional<std::string> PageFiles::take(std::string_view stem)
{
    auto const found = taken_.find(std::string(stem));
    if (found == taken_.end() || found->second)
        return std::nullopt;
    found->second = true;
    return found->first;
}

std::optional<std::string> PageFiles::take_numbered(std::size_t number)
{
    return take(std::to_string(number));
}

void PageFiles::discard(std::string_view stem)
{
    static_cast<void>(take(stem));
}

std::vector<std::string> PageFiles::left() const
{
    std::vector<std::string> stems;
    for (auto const& [stem, taken] : taken_)
        if (!taken)
            stems.push_back(stem);
    std::sort(stems.begin(), stems.end(), comes_first);
    return stems;
}

}  // namespace rmirror
