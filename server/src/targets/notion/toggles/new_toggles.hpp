// SPDX-License-Identifier: AGPL-3.0-or-later
// Creates toggles for pages that have none: many in one append, in the notebook's order.
#pragma once

#include "targets/notion/blocks/edits/portions.hpp"
#include "targets/notion/toggles/toggle.hpp"
#include "targets/notion/uploads/pictures.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

/// A page that needs a toggle, and its result.
struct NewToggle {
    Delivery const* item = nullptr;
    std::optional<DeliveryResult> result = {};
    std::optional<Toggle> toggle = {};
    bool was_recreated = false;                          // The user removed the first one.
    std::string replaced = {};                           // The toggle to remove once this one exists.
    SentPictures pictures = {};                          // Uploaded ones; the page's, once it is made.
    std::optional<DeliveryResult> picture_failure = {};  // Set if Notion refuses some of its pictures.
    bool is_sent_anew = false;                           // Its pictures were uploaded again after a refusal.
    Block block = {};                                    // The toggle as it is created.
};

/// Recorded toggles of the row, by page_uuid.
using Placed = std::map<std::string, Toggle, std::less<>>;
/// Toggles found at Notion, by page_uuid. An unfinished attempt may have left several for one page.
using Found = std::map<std::string, std::vector<Toggle>, std::less<>>;

class NewToggles {
public:
    NewToggles(TargetContext& context, Row row);

    /// The page's number in the notebook, from 1; one more than there are pages if it isn't in the notebook.
    std::size_t number_of(std::string_view page_uuid) const;
    /// Treats the page as having no toggle.
    void forget(std::string_view page_uuid);
    /// Finds the toggles of these pages by listing the whole row once.
    Answered<Found> look_for(std::vector<Delivery const*> const& items);
    /// Sets the toggles that an earlier attempt made. A page without one afterwards has none at Notion.
    std::optional<DeliveryResult> find(std::span<NewToggle> pages);
    /// Creates a toggle for each page that has neither a toggle nor a result.
    void make(std::span<NewToggle> pages);

private:
    struct InsertPosition {
        std::string after = {};  // The toggle before it; empty: none.
        double min = 0;          // Lower and upper bound of its `place`.
        double max = 0;
    };
    using Group = std::vector<NewToggle*>;

    InsertPosition spot_of(std::string_view page_uuid) const;
    Place place_of(InsertPosition const& spot) const;
    static void end(std::span<NewToggle*> pages, DeliveryResult const& result);
    Group next_group(std::span<NewToggle*> left) const;
    void bring(Group const& group);
    bool add_pictures(Group const& group);
    void show_pictures(NewToggle& page, Pictured pictured);
    void append(Group const& together);
    bool append_anew(NewToggle& page);
    bool forget_if_removed(std::string const& toggle);
    void note(Group const& together, boost::json::array const& made, InsertPosition const& spot);

    TargetContext& context_;
    Api api_;
    Pictures pictures_;
    Row row_;
    Placed placed_;
    std::map<std::string, std::size_t, std::less<>> numbers_;
    std::vector<std::string> const& order_;
};

}  // namespace rmirror::targets::notion
