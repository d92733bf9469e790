// SPDX-License-Identifier: AGPL-3.0-or-later
// Toggles of pages where Notion keeps no link to the dashboard, such as one on the machine itself: an attempt
// that never ended may have left some, and their title and content alone tell whose they are.
#pragma once

#include "targets/notion/new_toggles.hpp"

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

    /// `known`: those of the row that records know.
    UnlinkedToggles(Api& api, Placed const& known, NumberOf number_of)
        : api_(api), known_(known), number_of_(std::move(number_of))
    {}

    /// Of a toggle that no record knows, if it may be one.
    void note(boost::json::object const& read, Toggle toggle);
    /// Adds those of the items to what was found, a call for each that was noted.
    std::optional<Ending> match(std::vector<Delivery const*> const& items, Found& found);

private:
    struct Unlinked {
        Toggle toggle;
        std::vector<std::string> content = {};  // Hashes of its first level, without images.
    };

    std::optional<Ending> read_contents();

    Api& api_;
    Placed const& known_;
    NumberOf number_of_;
    std::vector<Unlinked> unlinked_;
};

}  // namespace rmirror::targets::notion
