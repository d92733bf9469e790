// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/s3_store.hpp"

#include <algorithm>
#include <cstdio>
#include "base/percent_encoding.hpp"

namespace rmirror {

namespace {

constexpr std::chrono::seconds kValid{300};  // Longer than all tries of one call together.
constexpr std::size_t kMaxBytes = 16U << 20U;
constexpr std::size_t kMaxListed = 1000;  // S3's maximum per request.
/// Per user, whose images are needed by requests and by transcription at the same time.
constexpr std::size_t kAtOnce = 64;
constexpr std::size_t kWaiting = 1000;

/// All requests to the bucket are idempotent.
upstream::Retries retries()
{
    upstream::Retries retries;
    retries.repeatable = true;
    retries.statuses = {429, 500, 502, 503, 504};
    retries.first_pause = std::chrono::milliseconds(200);
    retries.longest_wait = std::chrono::seconds(2);  // A worker thread waits meanwhile.
    return retries;
}

bool is_success(int status)
{
    return status >= 200 && status < 300;
}

/// Returns the text between <name> and </name>, and removes everything before </name> from `rest`. Nullopt if
/// there is no further element.
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

/// Parses 2026-11-20T12:34:56.000Z. Returns the current time if that fails.
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

/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html. Keys of blobs need no escapes in
/// XML; other objects are skipped.
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
    S3Store(S3Account account, std::string bucket, upstream::Gateway& gateway,
            std::chrono::milliseconds timeout)
        : account_(std::move(account)), bucket_(std::move(bucket)), gateway_(gateway), timeout_(timeout)
    {}

    void put(BlobKey const& key, std::string_view content) override
    {
        if (!contains(key))
            must_succeed(ask("PUT", key, content), "PUT");
    }

    bool contains(BlobKey const& key) override { return is_there(ask("HEAD", key), "HEAD"); }

    std::optional<std::string> get(BlobKey const& key) override
    {
        auto result = ask("GET", key);
        return is_there(result, "GET") ? std::optional(std::move(result.body)) : std::nullopt;
    }

    void remove(BlobKey const& key) override { is_there(ask("DELETE", key), "DELETE"); }

    StoredBlobs list(std::string const& after, std::size_t max) override
    {
        auto const result = ask_for("", "GET", "/" + bucket_, {},
                                    "list-type=2&max-keys=" + std::to_string(std::min(max, kMaxListed)) +
                                        (after.empty() ? "" : "&start-after=" + percent_encoded(after)));
        must_succeed(result, "GET of the bucket");
        return read_listing(result.body);
    }

    std::string_view name() const override { return "s3"; }

private:
    upstream::CallResult ask(std::string const& method, BlobKey const& key, std::string_view content = {})
    {
        return ask_for(key.user_id.text(), method, "/" + bucket_ + "/" + path_of(key), content);
    }

    /// Users take turns at the bucket.
    upstream::CallResult ask_for(std::string const& owner, std::string const& method, std::string const& path,
                                 std::string_view content, std::string_view query = {})
    {
        auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        upstream::Order order;
        order.call.method = method;
        order.call.url = presigned_address(account_, method, path, now, kValid, query);
        order.call.deadline = timeout_;
        order.call.max_bytes = kMaxBytes;
        order.call.body = content;
        if (method == "PUT")
            order.call.headers.emplace_back("Content-Type", "application/octet-stream");
        order.share = {.owner = owner, .at_once = kAtOnce, .waiting = kWaiting};
        order.retries = retries();
        return gateway_.ask_and_wait(std::move(order));
    }

    static void must_succeed(upstream::CallResult const& result, std::string const& method)
    {
        if (result.outcome != upstream::CallOutcome::answered)
            throw BlobFailure("S3 doesn't respond to " + method + ": " + result.why);
        if (!is_success(result.status))
            throw BlobFailure("S3 responds to " + method + " with status " + std::to_string(result.status));
    }

    static bool is_there(upstream::CallResult const& result, std::string const& method)
    {
        if (result.outcome == upstream::CallOutcome::answered && result.status == 404)
            return false;
        must_succeed(result, method);
        return true;
    }

    S3Account account_;
    std::string bucket_;
    upstream::Gateway& gateway_;
    std::chrono::milliseconds timeout_;
};

}  // namespace

std::unique_ptr<BlobStore> open_s3_store(S3Account account, std::string bucket, upstream::Gateway& gateway,
                                         std::chrono::milliseconds timeout)
{
    return std::make_unique<S3Store>(std::move(account), std::move(bucket), gateway, timeout);
}

}  // namespace rmirror
