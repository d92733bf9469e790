// SPDX-License-Identifier: AGPL-3.0-or-later
// What a service must say and do to become a target. docs/guides/add-a-target.md walks through one.
//
// A target is a folder and a line in registry.cpp. It decides nothing about when, how often and for whom: it
// is given items that changed, and says what came of each. Functions are called on a worker's thread and may
// wait.
#pragma once

#include "input/fault.hpp"
#include "queue/outcome.hpp"
#include "targets/outside.hpp"
#include "upstream/providers.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets {

/// As the columns item_type name them.
enum class ItemType { notebook, notebook_metadata, page_text, todo, highlight };
constexpr std::array<std::string_view, 5> kItemTypes = {"notebook", "notebook_metadata", "page_text", "todo",
                                                        "highlight"};
std::string_view to_string(ItemType type);
/// Nothing for what is no name of one.
std::optional<ItemType> item_type_of(std::string_view name);

enum class FieldKind {
    text,
    url,
    secret,  // Given by the person; kept sealed, never shown.
    drawn,   // Made by us and shown once; kept sealed.
};
std::string_view to_string(FieldKind kind);

/// A row of the form in which people set the target up.
struct Field {
    std::string_view key;
    FieldKind kind = FieldKind::text;
    std::string_view label;
    bool is_required = true;
};

/// What a target is given beyond what all are; it counts in the content's hash.
enum class Extra {
    pictures,  // page_text: `pictures` [{part, sha256, width, height}].
    location,  // highlight: `location`, the number of its page.
    texts,     // notebook: `visible_name`, `full_path`, and `pages` as [{page_uuid, page_number, text}].
};

/// What was made of an item there: sync_records.external_id (at most 500 characters) and .metadata.
struct Remote {
    std::string id;
    boost::json::object metadata = {};
};

/// One item to be brought there, or removed.
///
/// `content` by type, always with `notebook_uuid` and, of what lies on a page, `page_uuid`:
///   notebook           pages: [page_uuid, …] in their order
///   notebook_metadata  visible_name, full_path, document_type, tags, authors, is_pinned
///   page_text          text (what was read, then what was typed, as Markdown), tags
///   todo               text, is_completed
///   highlight          text, note, color
struct Delivery {
    ItemType type = ItemType::notebook;
    std::string item_key = {};       // Our own id of it.
    std::string notebook_uuid = {};  // The tablet's.
    std::string page_uuid = {};      // Empty: it lies on no page.
    /// All that makes it another item when it changes. Empty for a removal.
    boost::json::object content = {};
    /// visible_name, full_path, authors of its notebook, page_number: as they are now, and no change of them
    /// alone brings the item again. Empty when they are not known any more.
    boost::json::object context = {};
    /// A UUID that stays through retries and is new with each change.
    std::string marker = {};
    /// What stands there, as far as we know.
    std::optional<Remote> remote = {};
    /// `metadata` of another item of the same notebook that stands there; as `sharers`, for targets that ask.
    std::optional<boost::json::object> sibling = {};
    /// An earlier attempt with this marker may have arrived.
    bool may_be_there = false;
    /// An earlier attempt, whatever it was to bring, never ended well: more may stand there than `remote`
    /// says.
    bool is_uncertain = false;
    /// Keys of other items of the same notebook whose record has the same Remote::id: what stands there
    /// stands for them as well.
    std::vector<std::string> sharers = {};
};

/// What came of a delivery.
struct Ending {
    queue::Outcome outcome;
    std::optional<Remote> remote;  // With `done`: what stands there now. After a removal: nothing.
    /// It lies at the connection and not at the item: the integration stops, and is tried again by one item.
    bool stops = false;
};

enum class Way {
    pushed,  // We call.
    pulled,  // It asks, by routes of its own; nothing is queued.
};

struct Target {
    std::string_view name;
    upstream::Provider service = {};  // How it is called. Pulled: none.
    std::span<Field const> fields = {};
    std::span<ItemType const> accepts = {};
    std::span<Extra const> extras = {};
    std::size_t most_together = 1;  // Items of one notebook in a call of push() or remove().
    Way way = Way::pushed;
    /// Deliveries tell of others of their notebook: `sibling` and `sharers`.
    bool needs_siblings = false;

    using Move = std::vector<Ending> (*)(Outside&, std::span<Delivery const>);
    /// Creates or updates; one ending each, in their order.
    Move push = nullptr;
    /// What is not there any more is removed as well.
    Move remove = nullptr;
    /// Looks by the marker for what an attempt that never ended may have left. None where sending again under
    /// the same marker does no harm.
    std::optional<Remote> (*find)(Outside&, Delivery const&) = nullptr;
    /// What is wrong with the values beyond being there, without calling anybody; `field` is the key.
    /// Addresses that are private are wrong unless the operator allows them.
    std::optional<input::Fault> (*validate)(Values const&, bool private_urls) = nullptr;
    /// Asks the service whether all is well, and leaves nothing there.
    Ending (*test)(Outside&) = nullptr;
    /// Makes the value of a drawn field; none where any random key serves.
    Secret (*draw)() = nullptr;
    /// What would be sent, for people to look at before the first time.
    std::string (*preview)(Delivery const&) = nullptr;
};

bool accepts(Target const& target, ItemType type);

}  // namespace rmirror::targets
