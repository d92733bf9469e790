// SPDX-License-Identifier: AGPL-3.0-or-later
// What a preview has counted so far, piece by piece.
#pragma once

#include "base/settings.hpp"
#include "targets/target.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string_view>

namespace rmirror::targets {

class PreviewTally {
public:
    /// As json() gave it; empty at the beginning.
    PreviewTally(Target const& target, boost::json::object json);

    /// `items`: {type: {create, update, remove, unchanged}}. `notebooks`: one after the other, as
    /// [{notebook, name, is_new, pages, pictures, todos, changes}]; the last one of a piece may go on in the
    /// next.
    void add(boost::json::object const& items, boost::json::array const& notebooks);

    boost::json::object const& json() const { return json_; }
    boost::json::object const& items() { return json_.at("items").as_object(); }
    /// Of everything that was added: `Estimate` of the contract, or null for a target that has none.
    boost::json::value estimate(Settings const& settings);

private:
    void add_notebook(boost::json::object const& notebook);
    void close_notebook();

    Target const& target_;
    boost::json::object json_;
};

}  // namespace rmirror::targets
