// SPDX-License-Identifier: AGPL-3.0-or-later
// The job that delivers items to one target, for all users. It is safe to kill at any moment: the intent is
// written before the call and the remote id right after it, and a call that may have reached the service is
// looked up there or repeated with the same marker.
#pragma once

#include "connections/vault.hpp"
#include "db/pool.hpp"
#include "queue/job.hpp"
#include "targets/caller.hpp"
#include "targets/delivery/delivery_plan.hpp"
#include "targets/integration.hpp"
#include "targets/templates/own_code.hpp"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace rmirror::targets {

struct DeliveryOptions {
    std::string public_url;     // This server's, without a trailing slash.
    bool private_urls = false;  // Whether user-supplied addresses may be private.
    std::stop_token cancellation = {};
    Callers const* callers = nullptr;   // For targets with a provider; must outlive the job.
    RenewToken renew = {};              // For targets with OAuth.
    PictureSource* pictures = nullptr;  // Must outlive the job.
    std::chrono::seconds still_after{600};
    std::size_t max_pages = 500;
};

class DeliveryJob final : public queue::Job {
public:
    /// All must outlive the job.
    DeliveryJob(Target const& target, db::Pool& pool, connections::Vault const& vault,
                upstream::Gateway& gateway, DeliveryOptions options);

    std::string_view target() const override { return target_.name; }
    std::optional<std::size_t> max_at_once() const override { return target_.max_at_once; }
    std::vector<queue::Outcome> work(std::span<queue::Item const> items) override;
    std::vector<ItemId> group_of(queue::Item const& claimed) override;
    std::optional<std::chrono::milliseconds> slow_after() const override;
    void before_end(pqxx::work& work, queue::Item const& item) override;
    void after_end(pqxx::work& work, queue::Item const& item, queue::Status status,
                   queue::Outcome const& outcome) override;

private:
    struct Batch;

    void open(pqxx::work& work, Batch& batch) const;
    Batch begin(std::span<queue::Item const> items);
    TargetContext& use(Batch& batch, Values values);
    bool verify(Batch& batch);
    void make_texts(TargetContext& context, std::optional<OwnCode> const& own_code,
                    Integration const& integration, std::vector<PlannedDelivery>& plan);
    void carry_out(Batch& batch);
    void move(Batch& batch, bool removals);
    void move_at_place(Batch& batch, bool removals);
    void try_second(Batch& batch, Target::Move act, std::span<Delivery const> deliveries,
                    std::vector<DeliveryResult>& results);
    queue::Outcome outcome_of(Integration const& integration, PlannedDelivery const& planned,
                              DeliveryResult result, bool called_service) const;
    queue::Outcome succeeded(Integration const& integration, PlannedDelivery const& planned,
                             DeliveryResult result, bool called_service) const;

    Target const& target_;
    db::Pool& pool_;
    connections::Vault const& vault_;
    upstream::Gateway& gateway_;
    DeliveryOptions options_;
    ExpiringCache expiring_cache_{10'000, std::chrono::minutes(50)};
};

}  // namespace rmirror::targets
