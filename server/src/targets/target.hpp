// SPDX-License-Identifier: AGPL-3.0-or-later
// What a service must say and do to become a target. docs/guides/add-a-target.md walks through one.
//
// A target is a folder and a line in registry.cpp. It decides nothing about when, how often and for whom: it
// is given items that changed, and says what came of each. Functions are called on a worker's thread and may
// wait.
#pragma once

#include "base/settings.hpp"
#include "input/fault.hpp"
#include "queue/outcome.hpp"
#include "targets/looked.hpp"
#include "targets/outside.hpp"
#include "upstream/providers.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets {

enum class FieldKind {
    text,
    url,
    secret,  // Given by the person; kept sealed, never shown.
    drawn,   // Made by us and shown once; kept sealed.
    flag,    // kOn or kOff.
};
std::string_view to_string(FieldKind kind);

constexpr std::string_view kOn = "on";
constexpr std::string_view kOff = "off";

/// What a target is given beyond what all are; it counts in the content's hash.
enum class Extra {
    pictures,    // page_text: `pictures` [{part, sha256, width, height}]; also of a page without text.
    location,    // highlight: `location`, the number of its page.
    texts,       // notebook: `visible_name`, `full_path`, and `pages` as [{page_uuid, page_number, text}].
    highlights,  // page_text: `highlights` [{text, note, color}]; also of pages that have nothing else.
    todos,       // page_text: `todos` [{text, is_completed}], of which its text holds the lines.
};

/// A row of the form in which people set the target up.
struct Field {
    std::string_view key;
    FieldKind kind = FieldKind::text;
    std::string_view label;
    bool is_required = true;
    std::string_view usually = {};              // Its value while nobody has given one.
    std::optional<Extra> gives = std::nullopt;  // A flag: given while it is on.
    /// Items of these types go to what is entered here: nowhere while it is empty, and as if for the first
    /// time when it changes.
    std::span<ItemType const> places = {};
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
    /// alone brings the item again. Of a todo also `confidence`, `tags` of its page and notebook, and
    /// `date_written`, the date of its page as it stands there. Empty when they are not known any more.
    boost::json::object context = {};
    /// For how long the picture of its page has been the same, where there is one.
    std::optional<std::chrono::seconds> still = {};
    /// A UUID that stays through retries and is new with each change.
    std::string marker = {};
    /// What stands there, as far as we know.
    std::optional<Remote> remote = {};
    /// `metadata` of another item of the same notebook that stands there; as `sharers`, for targets that
    /// ask.
    std::optional<boost::json::object> sibling = {};
    /// An earlier attempt with this marker may have arrived.
    bool may_be_there = false;
    /// An earlier attempt, whatever it was to bring, never ended well: more may stand there than `remote`
    /// says.
    bool is_uncertain = false;
    /// The person wants what they changed there to give way to it.
    bool overrides = false;
    /// It was there before, and no record tells any more what became of it.
    bool is_forgotten = false;
    /// Keys of other items of the same notebook whose record has the same Remote::id: what stands there
    /// stands for them as well.
    std::vector<std::string> sharers = {};
};

/// What came of a delivery.
struct Ending {
    queue::Outcome outcome;
    /// With `done`: what stands there now. With `rejected`: what stands there nevertheless. After a
    /// removal: nothing.
    std::optional<Remote> remote;
    /// What has become of other items of the same notebook on the way, such as new titles; also of a
    /// failure's.
    std::vector<Stands> others = {};
    /// It lies at the connection and not at the item: the integration stops, and is tried again by one
    /// item.
    bool stops = false;
    /// With `done`: the item is brought once more after so long, though it has not changed.
    std::optional<std::chrono::seconds> again_after = std::nullopt;
};

/// What people may have changed there, a piece of it.
struct Looked {
    std::vector<SeenTodo> todos = {};
    std::vector<SeenNotebook> notebooks = {};
    std::string next = {};  // Where it goes on; empty: that was all.
    std::string to = {};    // When the last of them was changed, by the service's clock.
    std::optional<Ending> failure = {};
};

/// The checkboxes of a page in their order.
struct Tasks {
    std::vector<SeenTask> seen = {};
    std::optional<Ending> failure = {};
};

/// What of one notebook is to be brought there, counted.
struct Amount {
    bool is_new = false;       // Nothing of the notebook stands there yet.
    std::size_t pages = 0;     // New ones,
    std::size_t pictures = 0;  // the parts of their pictures,
    std::size_t todos = 0;     // new ones,
    std::size_t changes = 0;   // and whatever stands there and changes or goes.
};

/// About how much work a target has with an Amount, for people to know in advance.
struct Work {
    /// Calls to the service.
    std::size_t (*calls_for)(Amount const&) = nullptr;
    /// As many as the server may make for a person, by its settings.
    std::size_t (*calls_a_minute)(Settings const&) = nullptr;
};

enum class Way {
    pushed,  // We call.
    pulled,  // It asks, by routes of its own; nothing is queued.
};

struct Target {
    std::string_view name;
    upstream::Provider service = {};  // How it is called. Pulled: none.
    /// The connection of this provider makes its calls, and `service` only names the provider's gateway,
    /// which stands in upstream/providers. Empty: by a credential among the fields.
    std::string_view provider = {};
    std::span<Field const> fields = {};
    std::span<ItemType const> accepts = {};
    std::span<Extra const> extras = {};
    std::size_t most_together = 1;  // Items of one notebook in a call of push() or remove().
    Way way = Way::pushed;
    /// Deliveries tell of others of their notebook: `sibling` and `sharers`.
    bool needs_siblings = false;
    /// Outside::standing() tells what stands there of the notebook.
    bool needs_standing = false;

    using Move = std::vector<Ending> (*)(Outside&, std::span<Delivery const>);
    /// Creates or updates; one ending each, in their order.
    Move push = nullptr;
    /// What is not there any more is removed as well.
    Move remove = nullptr;
    /// Looks by the marker for what an attempt that never ended may have left. None where sending again
    /// under the same marker does no harm.
    std::optional<Remote> (*find)(Outside&, Delivery const&) = nullptr;
    /// What is wrong with the values beyond being there, without calling anybody; `field` is the key.
    /// Addresses that are private are wrong unless the operator allows them.
    std::optional<input::Fault> (*validate)(Values const&, bool private_urls) = nullptr;
    /// Todos that were changed there since, the latest changes last. Only with a provider.
    Looked (*look)(Outside&, LookFrom const&) = nullptr;
    /// Notebooks in which something was changed since, in the same way; and what stands there of a page.
    Looked (*look_at_notebooks)(Outside&, LookFrom const&) = nullptr;
    Tasks (*tasks_on)(Outside&, Remote const& page) = nullptr;
    /// Brings the metadata of a todo's record up to what was seen. Answers whether somebody completed or
    /// reopened it there.
    std::optional<bool> (*take_tick)(boost::json::object& metadata,
                                     boost::json::object const& states) = nullptr;
    /// Asks the service whether all is well, and leaves nothing there.
    Ending (*test)(Outside&) = nullptr;
    /// The key of the setting whose owner has to agree before anything is sent there; empty where a
    /// credential of the service proves that. Integration::verified has the value that was agreed to last.
    std::string_view verifies = {};
    /// Asks for that. It is part of test() as well.
    Ending (*verify)(Outside&) = nullptr;
    /// Makes the value of a drawn field; none where any random key serves.
    Secret (*draw)() = nullptr;
    /// What would be sent, for people to look at before the first time.
    std::string (*preview)(Delivery const&) = nullptr;
    /// A web address at which people see what stands there; nothing where there is none.
    std::optional<std::string> (*address_of)(ItemType, Remote const&) = nullptr;
    /// Where calls are so scarce that a first sync takes minutes.
    std::optional<Work> work = std::nullopt;
};

bool accepts(Target const& target, ItemType type);
/// Of what it accepts, what has a place by these values. A required field counts as filled in.
std::vector<ItemType> taken(Target const& target, Values const& values);

/// What items are given for somebody who has set the target up so.
std::vector<Extra> extras_of(Target const& target, Values const& values);

}  // namespace rmirror::targets
