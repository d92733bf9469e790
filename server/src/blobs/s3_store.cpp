// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/s3_store.hpp"

#include <thread>

namespace rmirror {

namespace {

constexpr std::chrono::seconds kValid{300};
constexpr std::chrono::seconds kDeadline{60};
constexpr std::size_t kMostBytes = 16U << 20U;
constexpr int kTries = 3;
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

    std::string_view name() const override { return "s3"; }

private:
    upstream::Outcome ask(std::string const& method, BlobKey const& key, std::string_view content = {})
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
            call.url = presigned_address(account_, method, "/" + bucket_ + "/" + path_of(key), now, kValid);
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
