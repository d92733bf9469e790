// SPDX-License-Identifier: AGPL-3.0-or-later
// Blobs in a bucket: against AWS's own example, and against a bucket that is strict about signatures.
#include "blobs/bucket.hpp"

#include "http/problem.hpp"
#include "upstream/hand_clock.hpp"
#include "wire/test_server.hpp"

#include <future>
#include <map>

namespace rmirror::test {
namespace {

using http::Code;
using http::Method;
using http::Request;

S3Account aws_example()
{
    return {.endpoint = "https://examplebucket.s3.amazonaws.com",
            .region = "us-east-1",
            .access_key = "AKIAIOSFODNN7EXAMPLE",
            .secret_key = Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")};
}

std::chrono::sys_seconds day(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days(std::chrono::year(year) / month / day);
}

TEST(S3Address, is_signed_as_in_the_example_of_aws)
{
    EXPECT_EQ(presigned_address(aws_example(), "GET", "/test.txt", day(2013, 5, 24), std::chrono::hours(24)),
              "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
              "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
              "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
              "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

/// A bucket that takes a request only when its address is what the owner would have signed.
class Bucket {
public:
    Bucket() : server_({}, front()) {}

    S3Account account() const
    {
        auto account = aws_example();
        account.endpoint = "http://127.0.0.1:" + std::to_string(server_.port());
        return account;
    }

    /// What it was asked while it is silent; it waits for an answer by hand.
    http::test::Inbox<http::test::Pending>& unanswered() { return server_.pending(); }
    /// As it would have answered `pending` had it not been silent.
    void answer_now(http::test::Pending const& pending) { pending.answer.send(answer(pending.request)); }

    std::atomic<bool> is_silent = false;
    std::atomic<bool> asks_for_patience = false;
    std::atomic<int> failures_to_come = 0;
    std::atomic<bool> fails_every_second_call = false;
    std::atomic<int> puts = 0;

private:
    http::FrontOptions front()
    {
        auto const handler = [this](Request const& request, http::Answer const& answer_to) {
            if (is_silent)
                return server_.pending().put({request, answer_to});
            answer_to.send(answer(request));
        };
        http::FrontOptions front;
        for (auto const method : {Method::get, Method::put, Method::remove})
            front.routes.push_back(
                {method, "/pages/:user/:shard/:hash", handler, http::Runs::on_worker, 1U << 20U});
        front.routes.push_back({Method::get, "/pages",
                                http::replying([this](Request const& request) { return list(request); }),
                                http::Runs::on_worker});
        return front;
    }

    bool is_signed(Request const& request) const
    {
        auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        auto const own = own_query(request);
        for (int age = 0; age < 60; ++age) {
            auto const address =
                presigned_address(account(), request.method_name, request.path,
                                  now - std::chrono::seconds(age), std::chrono::minutes(5), own);
            if (address.ends_with(request.path + "?" + request.query))
                return true;
        }
        return false;
    }

    /// The query without the signature.
    static std::string own_query(Request const& request)
    {
        constexpr std::string_view kBefore = "X-Amz-SignedHeaders=host";
        auto own = request.query.substr(request.query.find(kBefore) + kBefore.size());
        own.resize(own.find("&X-Amz-Signature"));
        return own.empty() ? own : own.substr(1);
    }

    /// As AWS answers it, two at a time.
    http::Reply list(Request const& request)
    {
        if (!is_signed(request))
            return http::problem(Code::Forbidden, "SignatureDoesNotMatch");
        auto const own = own_query(request);
        if (!own.starts_with("list-type=2&max-keys=2"))
            return http::problem(Code::Bad_Request, "InvalidArgument");
        constexpr std::string_view kAfter = "&start-after=";
        auto const place = own.find(kAfter);
        auto const after =
            place == std::string::npos ? "" : *http::percent_decoded(own.substr(place + kAfter.size()));
        std::lock_guard const lock(mutex_);
        auto object = objects_.upper_bound("/pages/" + after);
        std::string contents;
        for (int i = 0; i < 2 && object != objects_.end(); ++i, ++object)
            contents +=
                "<Contents><Key>" + object->first.substr(7) +
                "</Key><LastModified>2026-11-20T17:50:30.000Z</LastModified><ETag>&quot;0&quot;</ETag>"
                "<Size>1</Size><StorageClass>STANDARD</StorageClass></Contents>";
        return http::ok_text(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult "
            "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>pages</Name><Prefix></"
            "Prefix><IsTruncated>" +
            std::string(object == objects_.end() ? "false" : "true") + "</IsTruncated>" + contents +
            "</ListBucketResult>");
    }

    http::Reply answer(Request const& request)
    {
        if (!is_signed(request))
            return http::problem(Code::Forbidden, "SignatureDoesNotMatch");
        if (failures_to_come.load() > 0 && failures_to_come.fetch_sub(1) > 0)
            return http::problem(Code::Service_Unavailable, "SlowDown");
        if (asks_for_patience)
            return http::problem(Code::Service_Unavailable, "SlowDown").with("Retry-After", "10");
        if (fails_every_second_call && calls_.fetch_add(1) % 2 == 0)
            return http::problem(Code::Internal_Server_Error, "InternalError");
        std::lock_guard const lock(mutex_);
        if (request.method == Method::put) {
            ++puts;
            objects_[request.path] = request.body;
            return http::ok_text("");
        }
        if (request.method == Method::remove) {
            objects_.erase(request.path);
            return http::empty_reply(Code::No_Content);
        }
        auto const found = objects_.find(request.path);
        return found == objects_.end() ? http::problem(Code::Not_Found, "NoSuchKey")
                                       : http::ok_text(found->second);
    }

    std::mutex mutex_;
    std::map<std::string, std::string> objects_;
    std::atomic<int> calls_ = 0;
    http::test::TestServer server_;
};

BlobKey some_key()
{
    return {UserId("0190aaaa-0000-7000-8000-000000000001"), std::string(64, 'a')};
}

class S3Store : public testing::Test {
protected:
    Bucket bucket;
    upstream::Client client;
    upstream::Gateway gateway{client, {.name = "s3"}};
    std::unique_ptr<BlobStore> store = open_s3_store(bucket.account(), "pages", gateway);
};

TEST_F(S3Store, gives_back_what_was_put_and_puts_it_once)
{
    std::string const content("with \0 inside", 13);
    EXPECT_FALSE(store->contains(some_key()));
    EXPECT_EQ(store->get(some_key()), std::nullopt);
    store->put(some_key(), content);
    store->put(some_key(), content);
    EXPECT_EQ(bucket.puts.load(), 1);
    EXPECT_TRUE(store->contains(some_key()));
    EXPECT_EQ(store->get(some_key()), content);
    store->remove(some_key());
    store->remove(some_key());
    EXPECT_FALSE(store->contains(some_key()));
}

TEST_F(S3Store, lists_what_it_holds)
{
    EXPECT_TRUE(store->list("", 2).blobs.empty());
    for (char const digit : {'1', '2', '3', '4', '5'})
        store->put({some_key().user_id, std::string(64, digit)}, "x");
    std::vector<std::string> pieces;
    std::string after;
    do {
        auto const piece = store->list(after, 2);
        pieces.emplace_back();
        for (auto const& [key, stored_at] : piece.blobs) {
            EXPECT_EQ(key.user_id, some_key().user_id);
            pieces.back() += key.sha256[0];
            EXPECT_EQ(stored_at, std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) +
                                     std::chrono::hours(17) + std::chrono::minutes(50) +
                                     std::chrono::seconds(30));
        }
        after = piece.next;
    } while (!after.empty() && pieces.size() < 5);
    EXPECT_EQ(pieces, (std::vector<std::string>{"12", "34", "5"}));
}

TEST_F(S3Store, tries_again_when_the_bucket_is_busy)
{
    store->put(some_key(), "x");
    bucket.failures_to_come = 2;
    EXPECT_EQ(store->get(some_key()), "x");
    bucket.failures_to_come = 3;
    EXPECT_THROW(store->get(some_key()), BlobFailure);
    EXPECT_EQ(gateway.counts().retries.at("503"), 4U);
}

TEST_F(S3Store, does_all_its_work_with_a_bucket_that_fails_every_second_call)
{
    bucket.fails_every_second_call = true;
    store->put(some_key(), "x");
    EXPECT_TRUE(store->contains(some_key()));
    EXPECT_EQ(store->get(some_key()), "x");
    store->remove(some_key());
    EXPECT_EQ(store->get(some_key()), std::nullopt);
    EXPECT_EQ(bucket.puts.load(), 1);
}

TEST_F(S3Store, waits_for_a_bucket_that_answers_after_12_seconds)
{
    store->put(some_key(), "x");
    upstream::test::HandClock clock;
    upstream::Gateway slow(client, {.name = "s3"}, &clock);
    auto const patient = open_s3_store(bucket.account(), "pages", slow);
    bucket.is_silent = true;
    auto content = std::async(std::launch::async, [&] { return patient->get(some_key()); });
    auto const asked = bucket.unanswered().take();
    clock.turn(std::chrono::seconds(12));
    EXPECT_EQ(slow.counts().under_way, 1U);
    bucket.answer_now(asked);
    EXPECT_EQ(content.get(), "x");
    EXPECT_EQ(slow.counts().retries.size(), 0U);
}

TEST_F(S3Store, keeps_no_worker_waiting_while_the_bucket_asks_for_patience)
{
    bucket.asks_for_patience = true;
    EXPECT_THROW(store->get(some_key()), BlobFailure);
    EXPECT_THROW(store->get(some_key()), BlobFailure);
    EXPECT_EQ(gateway.counts().answers.at("503"), 1U);
    EXPECT_EQ(gateway.counts().refused.at("held_off"), 1U);
}

TEST_F(S3Store, fails_in_time_with_a_bucket_that_hangs_and_works_when_it_is_back)
{
    auto const hasty = open_s3_store(bucket.account(), "pages", gateway, std::chrono::milliseconds(300));
    bucket.is_silent = true;
    EXPECT_THROW(hasty->put(some_key(), "x"), BlobFailure);
    EXPECT_THROW(hasty->get(some_key()), BlobFailure);
    EXPECT_EQ(gateway.counts().under_way, 0U);
    bucket.is_silent = false;
    store->put(some_key(), "x");
    EXPECT_EQ(store->get(some_key()), "x");
}

TEST_F(S3Store, fails_with_a_wrong_secret_or_without_a_bucket)
{
    auto account = bucket.account();
    account.secret_key = Secret("wrong");
    auto const stranger = open_s3_store(account, "pages", gateway);
    EXPECT_THROW(stranger->put(some_key(), "x"), BlobFailure);
    EXPECT_THROW(stranger->get(some_key()), BlobFailure);
    EXPECT_THROW(open_s3_store(bucket.account(), "other", gateway)->put(some_key(), "x"), BlobFailure);
    EXPECT_THROW(store->get({UserId("../" + some_key().user_id.text().substr(3)), some_key().sha256}),
                 BlobFailure);
}

}  // namespace
}  // namespace rmirror::test
