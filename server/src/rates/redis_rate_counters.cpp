// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/redis_rate_counters.hpp"

#include "base/threads/thread.hpp"

#include <utility>

namespace rmirror::rates {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using upstream::Priority;

namespace {

constexpr auto kName = "paces";
constexpr std::string_view kPacePrefix = "rmirror:pace:";

// Does the same as upstream::RateCounter, and must be kept in step with it. KEYS[1] lists when calls began,
// in microseconds; KEYS[2] holds when the next background call may begin.
constexpr std::string_view kClaim = R"lua(
local pause = math.max(redis.call('PTTL', KEYS[3]), 0)
local group_pause = math.max(redis.call('PTTL', KEYS[4]), 0)
if pause > 0 or group_pause > 0 then return {0, 0, 0, 0, pause, group_pause} end

local window, most, background_most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local wanted, background_wanted = tonumber(ARGV[4]), tonumber(ARGV[5])
local now = tonumber(ARGV[6])
if not now then
    local time = redis.call('TIME')
    now = time[1] * 1000000 + time[2]
end

local begun = redis.call('LRANGE', KEYS[1], 0, -1)
for i = 1, #begun do begun[i] = tonumber(begun[i]) end
local first = 1
while begun[first] and begun[first] + window <= now do first = first + 1 end
if first > 1 then redis.call('LTRIM', KEYS[1], first - 1, -1) end
local next = tonumber(redis.call('GET', KEYS[2]) or 0)

local function used() return #begun - first + 1 end
local function begin()
    begun[#begun + 1] = now
    redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
end
local function milliseconds(time) return math.max(math.ceil(time / 1000), 1) end
local function until_free(most) return milliseconds(begun[#begun - most + 1] + window - now) end

local granted, wait = 0, 0
while granted < wanted and used() < most do
    begin()
    granted = granted + 1
end
if granted < wanted then wait = until_free(most) end

local background_granted, background_wait = 0, 0
while background_granted < background_wanted and used() < background_most and next <= now do
    begin()
    background_granted = background_granted + 1
    next = now
    local free = background_most - used()
    if used() >= math.floor(background_most / 4) and free > 0 then
        local longest = 0
        for i = first, #begun do
            longest = math.max(longest, (begun[i] + window - now) / free)
            free = free + 1
        end
        next = now + math.floor(longest)
    end
end
if background_granted < background_wanted then
    background_wait = used() >= background_most and until_free(background_most) or milliseconds(next - now)
end

if granted + background_granted > 0 then redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000)) end
if background_granted > 0 then
    redis.call('SET', KEYS[2], string.format('%.0f', next), 'PX', math.ceil(window / 1000))
end
return {granted, background_granted, wait, background_wait, 0, 0}
)lua";

constexpr std::string_view kPause = R"lua(
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
return {1}
)lua";

constexpr std::string_view kNothing = "return {1}";

std::string key_of(std::string const& name, std::string_view what)
{
    return std::string(kPacePrefix).append(name).append(what);
}

std::string limit_pause(std::string const& limit)
{
    return key_of(limit, ":pause");
}

std::string group_pause(std::string const& group)
{
    return key_of(group, ":group_pause");
}

upstream::SharedRateCounters::Granted granted_by(Redis::Numbers const& numbers)
{
    return {.places = {static_cast<std::size_t>(numbers[0]), static_cast<std::size_t>(numbers[1])},
            .wait = milliseconds(numbers[2]),
            .background_wait = milliseconds(numbers[3]),
            .cool_down = milliseconds(numbers[4]),
            .group_cool_down = milliseconds(numbers[5])};
}

}  // namespace

RedisRateCounters::RedisRateCounters(RedisAddress address, Log& log, Options options)
    : redis_(std::move(address)), log_(log), options_(std::move(options))
{
    thread_ = start_thread(kName, [this](std::stop_token const& stop) { work(stop); });
}

void RedisRateCounters::claim(Claim claim, Answer answer)
{
    auto const& [limit, group, rate, wanted] = claim;
    auto const now = options_.clock ? std::to_string(options_.clock()) : "";
    add({.script = {.text = kClaim,
                    .keys = {key_of(limit, ":begun"), key_of(limit, ":next"), limit_pause(limit),
                             group_pause(group)},
                    .arguments = {std::to_string(microseconds(rate.window).count()),
                                  std::to_string(rate.max(Priority::interactive)),
                                  std::to_string(rate.max(Priority::background)),
                                  std::to_string(wanted.interactive), std::to_string(wanted.background), now},
                    .returns = 6},
         .answer = std::move(answer)});
}

void RedisRateCounters::cool_down_limit(std::string limit, milliseconds pause)
{
    add({.script = {kPause, {limit_pause(limit)}, {std::to_string(pause.count())}, 1}, .answer = {}});
}

void RedisRateCounters::cool_down_group(std::string group, milliseconds pause)
{
    add({.script = {kPause, {group_pause(group)}, {std::to_string(pause.count())}, 1}, .answer = {}});
}

void RedisRateCounters::add(Task task)
{
    {
        std::lock_guard const lock(mutex_);
        if (!is_lost_) {
            tasks_.push_back(std::move(task));
            changed_.notify_one();
            return;
        }
    }
    if (task.answer)
        task.answer(std::nullopt);
}

void RedisRateCounters::work(std::stop_token const& stop)
{
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        if (is_lost_) {
            changed_.wait_for(lock, stop, options_.after_loss, [] { return false; });
            lock.unlock();
            if (!stop.stop_requested())
                retry();
            lock.lock();
            continue;
        }
        if (!changed_.wait(lock, stop, [this] { return !tasks_.empty(); }))
            return;
        auto const tasks = std::exchange(tasks_, {});
        lock.unlock();
        carry_out(tasks);
        lock.lock();
    }
}

/// Every task gets an answer: a caller without one would wait for ever.
void RedisRateCounters::carry_out(std::vector<Task> const& tasks)
{
    std::vector<Redis::Script> scripts;
    scripts.reserve(tasks.size());
    for (auto const& task : tasks)
        scripts.push_back(task.script);
    std::vector<Redis::Numbers> numbers;
    contain_failure(kName, [&] {
        auto answers = redis_.run(scripts);
        if (answers.ok())
            numbers = std::move(answers.value());
        else
            note_loss(answers.error().sentence);
    });
    for (std::size_t i = 0; i < tasks.size(); ++i)
        if (auto const& answer = tasks[i].answer)
            contain_failure(kName, [&] {
                answer(numbers.empty() ? std::nullopt : std::optional(granted_by(numbers[i])));
            });
}

void RedisRateCounters::retry()
{
    if (redis_.run({{kNothing, {}, {}, 1}}).ok())
        note_return();
}

/// Also answers the tasks that were added meanwhile.
void RedisRateCounters::note_loss(std::string_view why)
{
    std::vector<Task> left;
    {
        std::lock_guard const lock(mutex_);
        is_lost_ = true;
        left = std::exchange(tasks_, {});
    }
    log_.write(Level::error, "redis unavailable, each process counts its calls to other services for itself",
               {{"why", why}});
    for (auto const& task : left)
        if (task.answer)
            contain_failure(kName, [&] { task.answer(std::nullopt); });
}

void RedisRateCounters::note_return()
{
    {
        std::lock_guard const lock(mutex_);
        is_lost_ = false;
    }
    log_.write(Level::info, "redis available again for calls to other services");
}

Result<std::shared_ptr<upstream::SharedRateCounters>> shared_rate_counters(Settings const& settings, Log& log)
{
    auto address = TRY(RedisAddress::read(settings));
    std::shared_ptr<upstream::SharedRateCounters> rate_counters;
    if (address)
        rate_counters = std::make_shared<RedisRateCounters>(std::move(*address), log);
    return rate_counters;
}

}  // namespace rmirror::rates
