// SPDX-License-Identifier: AGPL-3.0-or-later
// A queue of one user's items, and a kind that can do them.
#pragma once

#include "db/database.hpp"
#include "queue/kinds.hpp"

#include <string>

namespace rmirror::jobs::test {

struct QueueFixture : db::test::DatabaseTest {
    std::string const user = add_user("ada@example.org");
    Kinds kinds = {{.item_type = "ocr_page",
                    .run = [](Item const&) { return Outcome::done(); },
                    .companions = {},
                    .run_together = {},
                    .may_begin = {},
                    .before_end = {},
                    .after_end = {}}};

    static std::string key(int number);
    void enqueue(int number, int priority = 5);
    /// Assigns columns of an item's row.
    void set(int number, std::string const& assignments);
    /// "pending 0": the status and how many attempts there were.
    std::string status(int number);
};

}  // namespace rmirror::jobs::test
