// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/s3_store.hpp"

#include <algorithm>
#include <cstdio>
#include <thread>

namespace rmirror {

namespace {

constexpr std::chrono::seconds kValid{300};
constexpr std::chrono::seconds kDeadline{60};
constexpr std::size_t kMostBytes = 16U << 20U;
constexpr int kTries = 3;
constexpr std::size_t kMostListed = 1000;  // S3 lists no more at once.
constexpr std::chrono::milliseconds kFirstPause{200};

bool is_worth_another_try(upstream::Outcome const& outcome)
{
    return outcome.ending == upstream::Ending::unreachable ||
           (outcome.ending == upstream::Ending::answered && (outcome.status >= 500 || outcome.status == 429));
}

bool is_success(int status)
{
    return status >= 200 && status < 300;
}

/// What stands between <name> and </name>, and `rest` after it. Nothing when there is none any more.
std::optional<std::string_view> next_element(std::string_view& rest, std::string const& name)
{
    auto const begin = rest.find("<" + name + ">");
    auto const end = rest.find("</" + name + ">", begin);
    if (begin == std::string_view::npos || end == std::string_view::npos)
        return std::nullopt;
    auto const start = begin + name.size() + 2;
    auto const content = rest.substr(start, end - start);
    rest.remove_prefix(end);
    return content;
}

/// 2026-11-20T12:34:56.000Z; what cannot be read was stored just now.
std::chrono::system_clock::time_point time_of(std::string_view text)
{
    int year = 0;
    unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
    std::string const whole(text);
    if (std::sscanf(whole.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u", &year, &month, &day, &hour, &minute, &second) !=
        6)
        return std::chrono::system_clock::now();
    return std::chrono::sys_days(std::chrono::year(year) / month / day) + std::chrono::hours(hour) +
           std::chrono::minutes(minute) + std::chrono::seconds(second);
}

/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html. Names of blobs need no escapes in
/// XML; what lies beside them is skipped.
StoredBlobs read_listing(std::string_view xml)
{
    StoredBlobs found;
    std::string last;
    auto all = xml;
    while (auto const object = next_element(all, "Contents")) {
        auto rest = *object;
        last = next_element(rest, "Key").value_or("");
        rest = *object;
        auto const stored_at = next_element(rest, "LastModified").value_or("");
        if (auto key = key_of_path(last))
            found.blobs.push_back({std::move(*key), time_of(stored_at)});
    }
    if (next_element(xml, "IsTruncated") == "true")
        found.next = last;
    return found;
}

class S3Store : public BlobStore {
public:
    S3Store(S3Account account, std::string bucket, upstream::Client& client)
        : account_(std::move(account)), bucket_(std::move(bucket)), client_(client)
    {}

    void put(BlobKey const& key, std::string_view content) override
    {
        if (!contains(key))
            must_succeed(ask("PUT", key, content), "PUT");
    }

    bool contains(BlobKey const& key) override { return is_there(ask("HEAD", key), "HEAD"); }

    std::optional<std::string> get(BlobKey const& key) override
    {
        auto outcome = ask("GET", key);
        return is_there(outcome, "GET") ? std::optional(std::move(outcome.body)) : std::nullopt;
    }

    void remove(BlobKey const& key) override { is_there(ask("DELETE", key), "DELETE"); }

    StoredBlobs list(std::string const& after, std::size_t most) override
    {
        auto const outcome = ask_for("GET", "/" + bucket_, {},
                                     "list-type=2&max-keys=" + std::to_string(std::min(most, kMostListed)) +
                                         (after.empty() ? "" : "&start-after=" + escaped(after)));
        must_succeed(outcome, "GET of the bucket");
        return read_listing(outcome.body);
    }

    std::string_view name() const override { return "s3"; }

private:
    upstream::Outcome ask(std::string const& method, BlobKey const& key, std::string_view content = {})
    {
        return ask_for(method, "/" + bucket_ + "/" + path_of(key), content);
    }

    upstream::Outcome ask_for(std::string const& method, std::string const& path, std::string_view content,
                              std::string_view query = {})
    {
        upstream::Call call;
        call.method = method;
        call.deadline = kDeadline;
        call.most_bytes = kMostBytes;
        call.body = content;
        if (method == "PUT")
            call.headers.emplace_back("Content-Type", "application/octet-stream");
        auto pause = kFirstPause;
        for (int tries = 1;; ++tries, pause *= 2) {
            auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
            call.url = presigned_address(account_, method, path, now, kValid, query);
            auto outcome = client_.ask_and_wait(call);
            if (tries == kTries || !is_worth_another_try(outcome))
                return outcome;
            std::this_thread::sleep_for(pause);
        }
    }

    static void must_succeed(upstream::Outcome const& outcome, std::string const& method)
    {
        if (outcome.ending != upstream::Ending::answered)
            throw BlobFailure("S3 does not answer " + method + ": " + outcome.why);
        if (!is_success(outcome.status))
            throw BlobFailure("S3 answers " + method + " with " + std::to_string(outcome.status));
    }

    static bool is_there(upstream::Outcome const& outcome, std::string const& method)
    {
        if (outcome.ending == upstream::Ending::answered && outcome.status == 404)
            return false;
        must_succeed(outcome, method);
        return true;
    }

    S3Account account_;
    std::string bucket_;
    upstream::Client& client_;
};

}  // namespace

std::unique_ptr<BlobStore> open_s3_store(S3Account account, std::string bucket, upstream::Client& client)
{
    return std::make_unique<S3Store>(std::move(account), std::move(bucket), client);
}

}  // namespace rmirror
