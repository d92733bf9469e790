// SPDX-License-Identifier: AGPL-3.0-or-later
// Adds up a preview's counts, piece by piece.
#pragma once

#include "base/settings/settings.hpp"
#include "targets/target.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <string_view>

namespace rmirror::targets {

class PreviewTally {
public:
    /// `json` is what json() returned for the last piece; empty at the start.
    PreviewTally(Target const& target, boost::json::object json);

    /// Names shown of what a rule changes.
    static constexpr std::size_t kMaxExamples = 10;

    /// `items`: {type: {create, update, remove, unchanged, move, keep}}. `notebooks`: in order, as
    /// [{notebook, name, is_new, pages, pictures, todos, changes}]; the last one may continue in the next
    /// piece.
    void add(boost::json::object const& items, boost::json::array const& notebooks);

    /// As [{rule, create, move, remove, keep, stay, examples}]; `rule` counts from 1, and 0 is what no rule
    /// matches.
    void add_rules(boost::json::array const& rules);

    boost::json::object const& json() const { return json_; }
    boost::json::object const& items() { return json_.at("items").as_object(); }
    /// The total as `Estimate` of openapi.yaml, or null if the target has no Target::work. Completes the last
    /// notebook.
    boost::json::value estimate(Settings const& settings);
    /// `RulePreview` of openapi.yaml for each of these rules, and then for what none matches; null without
    /// rules.
    boost::json::value rules(boost::json::value const& rules) const;

private:
    void add_notebook(boost::json::object const& notebook);
    void close_notebook();

    Target const& target_;
    boost::json::object json_;
};

}  // namespace rmirror::targets
