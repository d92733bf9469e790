// SPDX-License-Identifier: AGPL-3.0-or-later
// A library, an integration with a target that keeps what it is given, and everything between them.
#pragma once

#include "connections/vaults.hpp"
#include "library/library.hpp"
#include "queue/claim.hpp"
#include "queue/end.hpp"
#include "targets/delivery/delivery_job.hpp"
#include "targets/reconcile/change_feed.hpp"
#include "targets/reconcile/full_scan.hpp"

#include <boost/json.hpp>

#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace rmirror::targets::test {

/// The items at the target: content as JSON by "type uuid-of-notebook uuid-of-page text".
struct Receiver {
    std::map<std::string, boost::json::object> items;  // By "type item_key".
    std::vector<std::string> calls;                    // "+page_text", "-todo" …, in their order.
    std::vector<std::string> markers;
    bool is_asked = true;  // Otherwise all is as it should be, without a call.
    /// What comes of each; done unless a test says otherwise.
    std::function<DeliveryResult(Delivery const&)> each = [](Delivery const& delivery) {
        return DeliveryResult{queue::Outcome::done(), Remote{delivery.item_key}};
    };
};

/// The one the stand-in's functions speak to.
Receiver& receiver();

class FollowTest : public rmirror::test::LibraryTest {
protected:
    FollowTest();

    /// Takes all there is, with what a test adds.
    Target target;
    upstream::Client client;
    upstream::Gateway gateway{client, {.name = "stand-in"}};
    connections::Vault vault = connections::test::vault({"k1"});
    DeliveryJob job{target, pool, vault, gateway, {.public_url = "http://localhost:8080"}};

    /// Sets the integration up, and walks over what is there.
    void switch_on();
    void begin_full_scan(Cause cause, Scope const& scope = {});
    /// Follows and walks until there is nothing left to compare. How many items wait then.
    std::size_t compare();
    /// Delivers what waits, in at most this number of groups. Returns the calls, sorted and counted:
    /// "+notebook +page_text*2".
    std::string deliver(std::size_t max = std::numeric_limits<std::size_t>::max());
    /// Both.
    std::string sync();
    /// What waits, as deliver() names it.
    std::string waiting();
    void run(std::string const& sql);
    void choose(std::string const& choice_json);
    /// What of the library should stand there, and what does, are the same.
    void expect_mirrored();

    queue::RoundRobinCursor cursor;
};

template <typename Value>
boost::json::object with(boost::json::object object, std::string_view name, Value value)
{
    object[{name.data(), name.size()}] = boost::json::value_from(std::move(value));
    return object;
}

boost::json::object highlight(std::string const& text, double top);

}  // namespace rmirror::targets::test
