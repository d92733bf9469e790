// SPDX-License-Identifier: AGPL-3.0-or-later
#include "text_merge.hpp"

#include "line_diff.hpp"

#include <optional>

namespace rmirror {

namespace {

using Lines = std::vector<std::string_view>;

/// A version in terms of the base.
struct Version {
    std::vector<std::optional<std::string_view>> became;  // For each line of the base; nullopt: removed.
    std::vector<Lines> added;                             // Before each line of the base, and at the end.
};

Version version_of(Lines const& base, Lines const& lines)
{
    auto const diff = diff_lines(base, lines);
    Version version;
    version.added.resize(base.size() + 1);
    std::size_t next = 0;
    for (std::size_t i = 0; i < base.size(); ++i) {
        auto const& became = diff.became[i];
        if (!became) {
            version.became.emplace_back();
            continue;
        }
        for (; next < *became; ++next)
            version.added[i].push_back(lines[next]);
        version.became.emplace_back(lines[next++]);
    }
    for (; next < lines.size(); ++next)
        version.added.back().push_back(lines[next]);
    return version;
}

class Merging {
public:
    Merged run(Lines const& base, Version const& mine, Version const& theirs)
    {
        for (std::size_t i = 0; i <= base.size(); ++i) {
            add_new(mine.added[i], theirs.added[i]);
            if (i < base.size())
                add(base[i], mine.became[i], theirs.became[i]);
        }
        return {joined(), std::move(conflicts_)};
    }

private:
    void add_new(Lines const& mine, Lines const& theirs)
    {
        lines_.insert(lines_.end(), mine.begin(), mine.end());
        LineIndex const known(mine);
        std::vector<std::size_t> matched(
            mine.size());  // Of the lines that are equal to the one at this index.
        for (auto const line : theirs) {
            auto const same = known.find(line);
            if (same.count > 0 && matched[same.first] < same.count)
                ++matched[same.first];
            else
                lines_.push_back(line);
        }
    }

    void add(std::string_view base, std::optional<std::string_view> mine,
             std::optional<std::string_view> theirs)
    {
        auto const& kept = mine == base ? theirs : mine;
        if (mine != base && theirs != base && mine != theirs)
            conflicts_.push_back({lines_.size(), copy_of(mine), copy_of(theirs)});
        if (kept)
            lines_.push_back(*kept);
    }

    static std::optional<std::string> copy_of(std::optional<std::string_view> line)
    {
        return line ? std::optional<std::string>(*line) : std::nullopt;
    }

    std::string joined() const
    {
        std::string text;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (i > 0)
                text += '\n';
            text += lines_[i];
        }
        return text;
    }

    Lines lines_;
    std::vector<MergeConflict> conflicts_;
};

}  // namespace

Merged merge_texts(std::string_view base, std::string_view mine, std::string_view theirs)
{
    auto const lines = lines_of(base);
    return Merging().run(lines, version_of(lines, lines_of(mine)), version_of(lines, lines_of(theirs)));
}

}  // namespace rmirror
