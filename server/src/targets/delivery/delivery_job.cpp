// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/delivery/delivery_job.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "queue/hold.hpp"
#include "queue/waiting.hpp"
#include "targets/reconcile/diff.hpp"
#include "targets/records.hpp"
#include "targets/second_credential.hpp"
#include "targets/values.hpp"

#include <pqxx/result>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

namespace rmirror::targets {

namespace {

using queue::ErrorClass;
using queue::Item;
using queue::Outcome;

constexpr db::Statement kAudit = R"sql(
    INSERT INTO audit (user_id, action, details)
    VALUES ($1, 'delivery', jsonb_build_object('target_name', $2::text, 'written', $3::integer, 'removed', $4::integer)))sql";

void audit(pqxx::work& work, Integration const& integration, std::vector<PlannedDelivery> const& plan)
{
    int written = 0;
    int removed = 0;
    for (auto const& planned : plan)
        if (!planned.outcome)
            ++(planned.is_removal ? removed : written);
    if (written + removed > 0)
        kAudit.rows(work, integration.user_id, integration.target_name, written, removed);
}

/// This transaction holds the lock on the integration's row.
void queue_redeliveries(pqxx::work& work, Target const& target, Integration const& integration,
                        std::vector<ItemState> const& others)
{
    ArrayText types, keys;
    for (auto const& other : others)
        if (other.needs_redelivery) {
            types.add(to_string(other.type));
            keys.add(other.item_key);
        }
    queue_differences(work, target, integration,
                      {.types = types.str(),
                       .keys = keys.str(),
                       .priority = queue::kBacklogPriority,
                       .cause = "file_watcher"});
}

/// This transaction holds the lock on the integration's row.
void note_others(pqxx::work& work, Target const& target, Integration const& integration,
                 std::vector<ItemState> const& others)
{
    Records records(work, integration.user_id, integration.target_name);
    for (auto const& other : others)
        records.changed(other);
    queue_redeliveries(work, target, integration, others);
}

/// An item that finished without an API call proves nothing about the service, so a stopped integration stays
/// stopped and the next item retries it.
void note_end(pqxx::work& work, Integration const& integration, bool called_service,
              void (&note)(pqxx::work&, Integration const&))
{
    if (called_service || (!integration.is_stopped && integration.failures_running == 0))
        note(work, integration);
    else if (integration.is_stopped)
        queue::hold(work, integration.user_id, integration.target_name, std::chrono::seconds(0),
                    queue::Then::one);
}

/// Retry delay when this process lacks the key: long enough for another worker to claim the item.
constexpr std::chrono::seconds kElsewhere{15};

}  // namespace

struct DeliveryJob::Batch {
    std::optional<Integration> integration;  // Unset: it was removed.
    std::vector<PlannedDelivery> plan = {};
    NotebookState notebook_state = {};
    Values values = {};
    std::shared_ptr<Caller> caller = {};
    std::optional<OwnCode> own_code = {};
    std::optional<NotOpen> not_open = {};  // Set: no call can be made.
    std::optional<TargetContext> context = {};
    std::optional<std::string> place = {};  // Of the calls that are made now: PlannedDelivery::place.
    bool called_service = false;
};

DeliveryJob::DeliveryJob(Target const& target, db::Pool& pool, connections::Vault const& vault,
                         upstream::Gateway& gateway, DeliveryOptions options)
    : target_(target), pool_(pool), vault_(vault), gateway_(gateway), options_(std::move(options))
{}

std::vector<ItemId> DeliveryJob::group_of(Item const& claimed)
{
    if (target_.max_batch_size <= 1 || claimed.group_key.empty())
        return {};
    return db::as_system(pool_, [&](pqxx::work& work) -> std::vector<ItemId> {
        auto const integration = lock_integration(work, claimed.user_id, target_.name);
        // While the integration is stopped, a single item is the trial.
        if (!integration || integration->is_stopped)
            return {};
        return queue::waiting_of_group(work, claimed, target_.max_batch_size - 1);
    });
}

/// The receiver of a single user, whose address is a setting, counts as slow if it takes a second.
std::optional<std::chrono::milliseconds> DeliveryJob::slow_after() const
{
    bool const is_shared = !target_.provider.empty() || !target_.service.address_setting.empty();
    return is_shared ? std::nullopt : std::optional(std::chrono::milliseconds(1000));
}

/// Opens the credential or connection for the batch's calls.
void DeliveryJob::open(pqxx::work& work, Batch& batch) const
{
    auto const& integration = *batch.integration;
    if (!target_.provider.empty()) {
        auto opened =
            options_.callers->open(work, target_.provider, integration.user_id, integration.connection_id);
        if (auto* const why = std::get_if<NotOpen>(&opened))
            batch.not_open = std::move(*why);
        else
            batch.caller = std::move(std::get<std::unique_ptr<Caller>>(opened));
        batch.values = plain_values_of(target_, integration);
        return;
    }
    auto values = values_of(work, vault_, target_, integration);
    if (auto const* const why = std::get_if<connections::Unopened>(&values))
        batch.not_open = NotOpen{sentence_about(target_, *why), *why == connections::Unopened::missing_key};
    else
        batch.values = std::move(std::get<Values>(values));
}

DeliveryJob::Batch DeliveryJob::begin(std::span<Item const> items)
{
    return db::as_system(pool_, [&](pqxx::work& work) {
        Batch batch;
        batch.integration = lock_integration(work, items.front().user_id, target_.name);
        if (!batch.integration || !batch.integration->is_enabled)
            return batch;
        open(work, batch);
        if (!batch.not_open)
            batch.not_open = open_own_code(work, vault_, *batch.integration, batch.own_code);
        if (batch.not_open)
            return batch;
        auto plan = prepare(work, target_, *batch.integration, items);
        batch.plan = std::move(plan.items);
        batch.notebook_state = std::move(plan.notebook_state);
        audit(work, *batch.integration, batch.plan);
        return batch;
    });
}

std::vector<Outcome> DeliveryJob::work(std::span<Item const> items)
{
    auto batch = begin(items);
    if (!batch.integration)
        return {items.size(), Outcome::dropped(ErrorClass::invalid_data, "The integration was removed.")};
    if (!batch.integration->is_enabled)
        return {items.size(), Outcome::later(std::chrono::seconds(0), "The integration is paused.")};
    if (batch.not_open) {
        // Another worker may have the key. Nothing is recorded, so it can process the items as if they were
        // untouched.
        if (batch.not_open->lacks_key)
            return {items.size(), Outcome::later(kElsewhere, batch.not_open->sentence)};
        PlannedDelivery const none;
        DeliveryResult result{.outcome = Outcome::retry(ErrorClass::auth_error, batch.not_open->sentence),
                              .remote = std::nullopt,
                              .stops = true};
        return {items.size(), outcome_of(*batch.integration, none, std::move(result), false)};
    }
    use(batch, batch.values);
    if (verify(batch))
        carry_out(batch);
    std::vector<Outcome> outcomes;
    for (auto& planned : batch.plan)
        outcomes.push_back(std::move(*planned.outcome));
    return outcomes;
}

/// The context for the batch's next calls, with these values, at the batch's place.
TargetContext& DeliveryJob::use(Batch& batch, Values values)
{
    if (batch.place)
        values.settings.insert_or_assign(std::string(target_.ruled_place), *batch.place);
    return batch.context.emplace(TargetContextOptions{.gateway = gateway_,
                                                      .public_url = options_.public_url,
                                                      .private_urls = options_.private_urls,
                                                      .cancellation = options_.cancellation,
                                                      .caller = batch.caller,
                                                      .renew = options_.renew,
                                                      .pictures = options_.pictures,
                                                      .still_after = options_.still_after,
                                                      .max_pages = options_.max_pages,
                                                      .cache = &expiring_cache_,
                                                      .notebook_state = batch.notebook_state},
                                 batch.integration->user_id, std::move(values));
}

/// Asks for consent if the address isn't verified yet, because nothing may be sent before. Returns false if
/// it was refused; all items then have their outcomes.
bool DeliveryJob::verify(Batch& batch)
{
    auto& context = *batch.context;
    auto const& address = context.setting(target_.verifies);
    bool const is_over =
        std::all_of(batch.plan.begin(), batch.plan.end(),
                    [](PlannedDelivery const& planned) { return planned.outcome.has_value(); });
    if (!target_.verify || is_over || address == batch.integration->verified)
        return true;
    auto const result = target_.verify(context);
    if (result.outcome.kind == Outcome::Kind::done) {
        db::as_system(pool_, [&](pqxx::work& work) {
            note_verified(work, batch.integration->user_id, target_, address);
        });
        return true;
    }
    for (auto& planned : batch.plan)
        if (!planned.outcome)
            planned.outcome = outcome_of(*batch.integration, planned, result, true);
    return false;
}

void DeliveryJob::carry_out(Batch& batch)
{
    make_texts(*batch.context, batch.own_code, *batch.integration, batch.plan);
    // Removals come first, because they free room. What is removed no longer shares a remote object.
    move(batch, true);
    for (auto& planned : batch.plan)
        std::erase_if(planned.delivery.items_sharing_remote, [&batch](std::string const& key) {
            return std::any_of(batch.plan.begin(), batch.plan.end(), [&key](PlannedDelivery const& other) {
                return other.is_removal && other.outcome && other.outcome->kind == Outcome::Kind::done &&
                       other.delivery.item_key == key;
            });
        });
    move(batch, false);
}

void DeliveryJob::move(Batch& batch, bool removals)
{
    for (auto const& place : places_in(batch.plan, removals)) {
        if (place != batch.place) {
            batch.place = place;
            use(batch, batch.values);
        }
        move_at_place(batch, removals);
    }
}

void DeliveryJob::move_at_place(Batch& batch, bool removals)
{
    std::vector<Delivery> deliveries;
    std::vector<PlannedDelivery*> moved;
    for (auto& planned : batch.plan)
        if (!planned.outcome && planned.is_removal == removals && planned.place == batch.place) {
            deliveries.push_back(planned.delivery);
            moved.push_back(&planned);
        }
    auto const act = removals ? target_.remove : target_.push;
    auto results = act(*batch.context, deliveries);
    batch.called_service = batch.called_service || batch.context->calls() > 0;
    if (results.size() != deliveries.size())
        throw std::logic_error("a target must give each delivery an ending");
    try_second(batch, act, deliveries, results);
    for (std::size_t i = 0; i < moved.size(); ++i)
        moved[i]->outcome =
            outcome_of(*batch.integration, *moved[i], std::move(results[i]), batch.called_service);
}

/// Repeats what the service refused because of the credential with the second one, if there is one. An item
/// may have needed several calls, of which only the last was refused.
void DeliveryJob::try_second(Batch& batch, Target::Move act, std::span<Delivery const> deliveries,
                             std::vector<DeliveryResult>& results)
{
    std::vector<Delivery> refused;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < results.size(); ++i)
        if (is_credential_refused(results[i])) {
            refused.push_back(deliveries[i]);
            refused.back().may_have_arrived = refused.back().has_unfinished_attempt = true;
            places.push_back(i);
        }
    auto const values = refused.empty() ? std::nullopt : exchanged(target_, batch.values);
    if (!values)
        return;
    auto again = act(use(batch, *values), refused);
    if (again.size() != refused.size())
        throw std::logic_error("a target must give each delivery an ending");
    bool const is_accepted = std::any_of(again.begin(), again.end(), [](DeliveryResult const& result) {
        return result.outcome.kind == Outcome::Kind::done || result.outcome.kind == Outcome::Kind::rejected;
    });
    for (std::size_t i = 0; i < places.size(); ++i)
        results[places[i]] = result_with_second(std::move(again[i]));
    if (!is_accepted) {
        use(batch, batch.values);
        return;
    }
    batch.values = *values;
    db::as_system(pool_, [&](pqxx::work& work) {
        note_takeover(work, vault_, target_, batch.integration->user_id, *values);
    });
}

Outcome DeliveryJob::succeeded(Integration const& integration, PlannedDelivery const& planned,
                               DeliveryResult result, bool called_service) const
{
    auto const& delivery = planned.delivery;
    return Outcome::done([this, integration, called_service, type = delivery.type, key = delivery.item_key,
                          notebook = delivery.notebook_uuid, removes = planned.is_removal,
                          is_moved = delivery.moved_from.has_value(), place = planned.place,
                          remote = std::move(result.remote), redeliver_after = result.redeliver_after,
                          others = std::move(result.others)](pqxx::work& work) {
        Records records(work, integration.user_id, integration.target_name);
        if (removes)
            records.removed(type, key, notebook);
        else
            records.succeeded(type, key, remote.value_or(Remote{key}), redeliver_after);
        if (is_moved)
            records.set_place(type, key, place);
        note_others(work, target_, integration, others);
        note_end(work, integration, called_service, note_success);
    });
}

Outcome DeliveryJob::outcome_of(Integration const& integration, PlannedDelivery const& planned,
                                DeliveryResult result, bool called_service) const
{
    auto& outcome = result.outcome;
    if (outcome.kind == Outcome::Kind::done) {
        auto done = succeeded(integration, planned, std::move(result), called_service);
        if (!planned.moves)
            return done;
        // The same queue item makes it at its new place.
        auto next = Outcome::later(std::chrono::seconds(0), "It is moved to another place.");
        next.write = std::move(done.write);
        return next;
    }
    bool const is_unanswered =
        outcome.kind == Outcome::Kind::retry && outcome.error == ErrorClass::network_error;
    bool const is_too_much =
        is_unanswered && (integration.is_stopped || integration.failures_running + 1 >= kMaxFailures);
    if (result.stops || is_too_much) {
        auto stopped = Outcome::later(std::chrono::seconds(0), outcome.message, outcome.error);
        stopped.write = [integration, stopped](pqxx::work& work) { stop(work, integration, stopped); };
        return stopped;
    }
    if (is_unanswered)
        outcome.write = [integration](pqxx::work& work) { note_failure(work, integration); };
    else if (outcome.kind == Outcome::Kind::rejected)
        outcome.write = [integration, called_service, type = planned.delivery.type,
                         key = planned.delivery.item_key,
                         remote = std::move(result.remote)](pqxx::work& work) {
            if (remote)
                Records(work, integration.user_id, integration.target_name).record_remote(type, key, *remote);
            note_end(work, integration, called_service, note_answer);
        };
    else
        outcome.write = note_of_limit(integration, outcome);
    if (!result.others.empty())
        outcome.write = [this, integration, others = std::move(result.others),
                         write = std::move(outcome.write)](pqxx::work& work) {
            note_others(work, target_, integration, others);
            if (write)
                write(work);
        };
    return std::move(outcome);
}

/// Followers lock the integration before queue items, so this must lock it first too.
void DeliveryJob::before_end(pqxx::work& work, Item const& item)
{
    lock_integration(work, item.user_id, target_.name);
}

void DeliveryJob::after_end(pqxx::work& work, Item const& item, queue::Status status, Outcome const& outcome)
{
    if (outcome.kind != Outcome::Kind::done)
        Records(work, item.user_id, target_.name).ended(item, status, outcome);
}

}  // namespace rmirror::targets
