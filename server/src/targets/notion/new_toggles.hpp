// SPDX-License-Identifier: AGPL-3.0-or-later
// Toggles for the pages that have none yet: many in one append, in the notebook's order.
#pragma once

#include "targets/notion/blocks/portions.hpp"
#include "targets/notion/pictures.hpp"
#include "targets/notion/toggle.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

/// A page that is to get a toggle, and what came of it.
struct NewToggle {
    Delivery const* item = nullptr;
    std::optional<Ending> ending = {};
    std::optional<Toggle> toggle = {};
    bool is_second = false;            // Somebody removed the first.
    std::string replaced = {};         // The toggle that goes when this one is there.
    SentPictures pictures = {};        // Those that were sent; of the page, once it is made.
    std::optional<Ending> lacks = {};  // What of its pictures Notion doesn't take.
    bool is_sent_anew = false;         // Its pictures, after they were refused.
    Block block = {};                  // As it is made.
};

/// Toggles of the row that stand there, by their page.
using Placed = std::map<std::string, Toggle, std::less<>>;
/// What stands there for pages, known or not: an attempt that never ended may have left several of one.
using Found = std::map<std::string, std::vector<Toggle>, std::less<>>;

class NewToggles {
public:
    NewToggles(Outside& outside, Row row);

    /// The page's number in the notebook, from 1.
    std::size_t number_of(std::string_view page_uuid) const;
    /// Its toggle counts as none from now on.
    void forget(std::string_view page_uuid);
    /// One list of the whole row.
    Answered<Found> look_for(std::vector<Delivery const*> const& items);
    /// Notes the toggles that an earlier attempt has made: whatever is left without one has none.
    std::optional<Ending> find(std::span<NewToggle> pages);
    /// Makes one for each that has neither toggle nor ending.
    void make(std::span<NewToggle> pages);

private:
    struct Spot {
        std::string after = {};  // The toggle before it; empty: none.
        double least = 0;        // Its place is between these.
        double most = 0;
    };
    using Group = std::vector<NewToggle*>;

    Spot spot_of(std::string_view page_uuid) const;
    Place place_of(Spot const& spot) const;
    static void end(std::span<NewToggle*> pages, Ending const& ending);
    Group next_group(std::span<NewToggle*> left) const;
    void bring(Group const& group);
    bool add_pictures(Group const& group);
    void show_pictures(NewToggle& page, Pictured pictured);
    void append(Group const& together);
    bool append_anew(NewToggle& page);
    bool forget_if_removed(std::string const& toggle);
    void note(Group const& together, boost::json::array const& made, Spot const& spot);

    Outside& outside_;
    Api api_;
    Pictures pictures_;
    Row row_;
    Placed placed_;
    std::map<std::string, std::size_t, std::less<>> numbers_;
    std::vector<std::string> const& order_;
};

}  // namespace rmirror::targets::notion
