// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends notices to webhooks: each at least once, in the form {"type": "notice", "timestamp", "data":
// Notification}.
#pragma once

#include "db/pool.hpp"
#include "notices/webhook.hpp"
#include "queue/job.hpp"

#include <span>
#include <vector>

namespace rmirror::notices {

class WebhookJob final : public queue::Job {
public:
    WebhookJob(db::Pool& pool, Sender sender) : pool_(pool), sender_(std::move(sender)) {}

    std::string_view target() const override { return "notice"; }
    std::vector<queue::Outcome> work(std::span<queue::Item const> items) override;
    bool notifies_of_failure() const override { return false; }
    std::optional<std::chrono::milliseconds> slow_after() const override { return std::chrono::seconds(2); }

private:
    queue::Outcome send(queue::Item const& item) const;

    db::Pool& pool_;
    Sender sender_;
};

}  // namespace rmirror::notices
