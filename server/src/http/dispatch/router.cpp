// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/dispatch/router.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace rmirror::http {

namespace {

/// Splits before decoding, so that an escaped slash stays part of its segment.
std::vector<std::string_view> segments_of(std::string_view path)
{
    std::vector<std::string_view> segments;
    for (std::size_t start = 1; start <= path.size();) {
        auto const end = std::min(path.find('/', start), path.size());
        segments.push_back(path.substr(start, end - start));
        start = end + 1;
    }
    return segments;
}

bool is_named(std::string_view segment)
{
    return segment.starts_with(':');
}

/// A named segment matches anything that isn't empty.
bool fits(std::vector<std::string> const& pattern, std::vector<std::string> const& path)
{
    return std::equal(pattern.begin(), pattern.end(), path.begin(), path.end(),
                      [](auto const& wanted, auto const& given) {
                          return is_named(wanted) ? !given.empty() : wanted == given;
                      });
}

std::optional<std::vector<std::string>> decoded_segments(std::string_view path)
{
    std::vector<std::string> decoded;
    for (auto const segment : segments_of(path)) {
        auto text = percent_decoded(segment);
        if (!text)
            return std::nullopt;
        decoded.push_back(std::move(*text));
    }
    return decoded;
}

/// Sorts literal segments before named ones, so that the first row that fits is the right one.
std::vector<std::pair<bool, std::string>> rank_of(std::vector<std::string> const& segments)
{
    std::vector<std::pair<bool, std::string>> rank;
    rank.reserve(segments.size());
    for (auto const& segment : segments)
        rank.emplace_back(is_named(segment), is_named(segment) ? "" : segment);
    return rank;
}

}  // namespace

Router::Router(Routes routes)
{
    for (auto& route : routes) {
        std::vector<std::string> segments;
        for (auto const segment : segments_of(route.pattern))
            segments.emplace_back(segment);
        rows_.push_back({std::move(route), std::move(segments)});
    }
    auto const key = [](Row const& row) { return std::pair(rank_of(row.segments), row.route.method); };
    std::stable_sort(rows_.begin(), rows_.end(),
                     [&](auto const& a, auto const& b) { return key(a) < key(b); });
    auto const twin = std::adjacent_find(rows_.begin(), rows_.end(),
                                         [&](auto const& a, auto const& b) { return key(a) == key(b); });
    if (twin != rows_.end())
        throw std::logic_error("two routes answer " + std::string(to_string(twin->route.method)) + " " +
                               twin->route.pattern);
}

Router::Match Router::match(Request& request) const
{
    auto const path = decoded_segments(request.path);
    if (!path)
        return Match::malformed_path;
    auto const wanted = request.method == Method::head ? Method::get : request.method;
    auto best = Match::unknown_path;
    for (std::size_t index = 0; index < rows_.size(); ++index) {
        auto const& row = rows_[index];
        if (!fits(row.segments, *path))
            continue;
        best = Match::wrong_method;
        if (row.route.method != wanted)
            continue;
        request.route = index;
        for (std::size_t i = 0; i < path->size(); ++i)
            if (is_named(row.segments[i]))
                request.parameters.emplace_back(row.segments[i].substr(1), (*path)[i]);
        return Match::found;
    }
    return best;
}

std::string Router::allowed_methods(std::string_view path) const
{
    auto const decoded = decoded_segments(path);
    std::string allowed;
    for (auto const& row : rows_) {
        if (path != "*" && !(decoded && fits(row.segments, *decoded)))
            continue;
        std::string const name(to_string(row.route.method));
        if (allowed.find(name + ",") == std::string::npos)
            allowed += name + ", ";
        if (row.route.method == Method::get && allowed.find("HEAD,") == std::string::npos)
            allowed += "HEAD, ";
    }
    return allowed + "OPTIONS";
}

ProblemShape Router::problem_shape_near(std::string_view path) const
{
    auto const is_near = [path](Row const& row) {
        auto const& pattern = row.route.pattern;
        return row.route.traits.problem_shape && path.starts_with(pattern.substr(0, pattern.rfind('/') + 1));
    };
    auto const found = std::find_if(rows_.begin(), rows_.end(), is_near);
    return found == rows_.end() ? nullptr : found->route.traits.problem_shape;
}

}  // namespace rmirror::http
