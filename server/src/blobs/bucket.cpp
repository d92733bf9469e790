// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/bucket.hpp"

#include "base/percent_encoding.hpp"

#include <algorithm>
#include <cstdio>

namespace rmirror {

namespace {

constexpr std::chrono::seconds kValid{300};  // Longer than all tries of one call together.
constexpr std::size_t kMaxBytes = 32U << 20U;
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

/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html. Names of our objects need no
/// escapes in XML. `prefix` is removed from them.
StoredObjects read_listing(std::string_view xml, std::string_view prefix)
{
    StoredObjects found;
    auto all = xml;
    while (auto const object = next_element(all, "Contents")) {
        auto rest = *object;
        std::string_view name = next_element(rest, "Key").value_or("");
        rest = *object;
        auto const stored_at = next_element(rest, "LastModified").value_or("");
        if (name.starts_with(prefix))
            found.objects.push_back({std::string(name.substr(prefix.size())), time_of(stored_at)});
    }
    if (next_element(xml, "IsTruncated") == "true" && !found.objects.empty())
        found.next = found.objects.back().name;
    return found;
}

class Bucket : public ObjectStore {
public:
    Bucket(S3Account account, std::string bucket, std::string prefix, upstream::Gateway& gateway,
           std::chrono::milliseconds timeout)
        : account_(std::move(account)),
          bucket_(std::move(bucket)),
          prefix_(std::move(prefix)),
          gateway_(gateway),
          timeout_(timeout)
    {}

    void put(std::string const& name, std::string_view content) override
    {
        if (!contains(name))
            must_succeed(ask("PUT", name, content), "PUT");
    }

    bool contains(std::string const& name) override { return is_there(ask("HEAD", name), "HEAD"); }

    std::optional<std::string> get(std::string const& name) override
    {
        auto result = ask("GET", name);
        return is_there(result, "GET") ? std::optional(std::move(result.body)) : std::nullopt;
    }

    void remove(std::string const& name) override { is_there(ask("DELETE", name), "DELETE"); }

    StoredObjects list(std::string const& after, std::size_t max) override
    {
        auto query = "list-type=2&max-keys=" + std::to_string(std::min(max, kMaxListed));
        if (!prefix_.empty())
            query += "&prefix=" + percent_encoded(prefix_);
        if (!after.empty())
            query += "&start-after=" + percent_encoded(prefix_ + after);
        auto const result = ask_for("", "GET", "/" + bucket_, {}, query);
        must_succeed(result, "GET of the bucket");
        return read_listing(result.body, prefix_);
    }

    std::optional<std::string> upload_address(std::string const& name,
                                              ExpectedUpload const& expected) override
    {
        auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        return presigned_address(
            account_, "PUT", "/" + bucket_ + "/" + prefix_ + name, now, expected.valid, {},
            {{"content-length", std::to_string(expected.bytes)}, {"content-type", expected.content_type}});
    }

private:
    upstream::CallResult ask(std::string const& method, std::string const& name,
                             std::string_view content = {})
    {
        return ask_for(name.substr(0, name.find('/')), method, "/" + bucket_ + "/" + prefix_ + name, content);
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
    std::string prefix_;
    upstream::Gateway& gateway_;
    std::chrono::milliseconds timeout_;
};

}  // namespace

bool is_bucket_name(std::string_view text)
{
    return text.size() >= 3 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string_view::npos;
}

std::unique_ptr<ObjectStore> open_bucket(S3Account account, std::string bucket, std::string prefix,
                                         upstream::Gateway& gateway, std::chrono::milliseconds timeout)
{
    return std::make_unique<Bucket>(std::move(account), std::move(bucket), std::move(prefix), gateway,
                                    timeout);
}

std::unique_ptr<BlobStore> open_s3_store(S3Account account, std::string bucket, upstream::Gateway& gateway,
                                         std::chrono::milliseconds timeout)
{
    return open_blob_store(open_bucket(std::move(account), std::move(bucket), "", gateway, timeout), "s3");
}

}  // namespace rmirror
