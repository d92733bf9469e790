// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends mails: each at least once, and again only if the mail server's reply to it never came.
#pragma once

#include "base/log.hpp"
#include "db/pool.hpp"
#include "mail/links.hpp"
#include "mail/mailer.hpp"
#include "mail/outbox.hpp"
#include "queue/job.hpp"

#include <span>
#include <vector>

namespace rmirror::mail {

class MailJob final : public queue::Job {
public:
    /// All arguments must outlive this.
    MailJob(db::Pool& pool, Mailer const& mailer, Links const& links, Log& log)
        : pool_(pool), mailer_(mailer), links_(links), log_(log)
    {}

    std::string_view target() const override { return "mail"; }
    std::vector<queue::Outcome> work(std::span<queue::Item const> items) override;
    std::optional<std::size_t> max_at_once() const override { return 1; }
    bool notifies_of_failure() const override { return false; }
    void after_end(pqxx::work& work, queue::Item const& item, queue::Status status,
                   queue::Outcome const& outcome) override;

private:
    queue::Outcome send(queue::Item const& item) const;
    queue::Outcome outcome_of(queue::Item const& item, DueMail const& mail,
                              upstream::MailResult const& result) const;

    db::Pool& pool_;
    Mailer const& mailer_;
    Links const& links_;
    Log& log_;
};

}  // namespace rmirror::mail
