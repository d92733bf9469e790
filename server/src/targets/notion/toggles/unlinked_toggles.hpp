// SPDX-License-Identifier: AGPL-3.0-or-later
// Matches toggles without a link to the dashboard, because Notion may not keep links to some addresses, such
// as localhost. An unfinished attempt may have left some, and only titles and contents tell which page they
// are of.
#pragma once

#include "targets/notion/toggles/new_toggles.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

class UnlinkedToggles {
public:
    /// The page's number in the notebook, from 1.
    using NumberOf = std::function<std::size_t(std::string_view page_uuid)>;

    /// `known`: the row's recorded toggles.
    UnlinkedToggles(Api& api, Placed const& known, NumberOf number_of)
        : api_(api), known_(known), number_of_(std::move(number_of))
    {}

    /// Adds a toggle that isn't recorded as a candidate, if its title has a number.
    void note(boost::json::object const& read, Toggle toggle);
    /// Adds the matching candidates to `found`. Makes a call for each candidate.
    std::optional<DeliveryResult> match(std::vector<Delivery const*> const& items, Found& found);

private:
    struct Unlinked {
        Toggle toggle;
        std::vector<std::string> content = {};  // Hashes of its first level, without images.
    };

    std::optional<DeliveryResult> read_contents();

    Api& api_;
    Placed const& known_;
    NumberOf number_of_;
    std::vector<Unlinked> unlinked_;
};

}  // namespace rmirror::targets::notion
