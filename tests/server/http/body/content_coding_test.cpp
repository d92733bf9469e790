// SPDX-License-Identifier: AGPL-3.0-or-later
// Packed bodies: what is unpacked, what is refused and in which words, and how much memory they may take.
#include "http/body/content_coding.hpp"

#include "eventually.hpp"
#include "http/gzip.hpp"
#include "wire/test_server.hpp"

#include <deque>

namespace rmirror::http {
namespace {

using namespace wire::test;
using rmirror::test::eventually;
using rmirror::test::gzipped;

constexpr std::size_t kMaxBytes = 100'000;

Request packed(std::string body, std::string coding = "gzip")
{
    Request request;
    request.headers = {{"Content-Encoding", std::move(coding)}};
    request.body = std::move(body);
    return request;
}

/// 200 where it was unpacked.
int status_of(Request request, std::size_t max_bytes = kMaxBytes)
{
    auto const before = request.body;
    auto const refusal = decompress_body(request, max_bytes);
    if (!refusal)
        return 200;
    EXPECT_EQ(request.body, before);
    return static_cast<int>(refusal->status);
}

std::string mixed_text()
{
    std::string text;
    for (std::uint32_t i = 0; i < kMaxBytes; ++i)
        text += static_cast<char>(i * i % 251);
    return text;
}

TEST(PackedBody, is_unpacked_to_the_last_byte)
{
    auto const text = mixed_text();
    for (auto const* const coding : {"gzip", "GZIP", " x-gzip "}) {
        auto request = packed(gzipped(text), coding);
        ASSERT_FALSE(decompress_body(request, kMaxBytes));
        EXPECT_EQ(request.body, text);
    }
    auto nothing = packed(gzipped(""));
    EXPECT_FALSE(decompress_body(nothing, kMaxBytes));
    EXPECT_EQ(nothing.body, "");
}

TEST(PackedBody, is_what_its_members_are_together)
{
    auto request = packed(gzipped("one, ") + gzipped("") + gzipped("two"));
    EXPECT_FALSE(decompress_body(request, kMaxBytes));
    EXPECT_EQ(request.body, "one, two");
    // Each of them fits, but not all.
    EXPECT_EQ(status_of(packed(gzipped("one, ") + gzipped("two")), 7), 413);
}

TEST(PackedBody, stays_as_it_is_when_it_declares_no_gzip)
{
    for (auto const* const coding : {"", "identity"}) {
        auto request = packed(gzipped("text"), coding);
        EXPECT_FALSE(decompress_body(request, 1));
        EXPECT_EQ(request.body, gzipped("text"));
    }
}

TEST(PackedBody, may_unpack_to_as_much_as_the_route_takes)
{
    EXPECT_EQ(status_of(packed(gzipped(std::string(kMaxBytes, 'x')))), 200);
    EXPECT_EQ(status_of(packed(gzipped(std::string(kMaxBytes + 1, 'x')))), 413);
}

TEST(PackedBody, is_refused_wherever_it_ends_early)
{
    auto const whole = gzipped("a text that is cut");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        auto request = packed(whole.substr(0, size));
        auto const refusal = decompress_body(request, kMaxBytes);
        ASSERT_TRUE(refusal) << size;
        EXPECT_EQ(refusal->status, Code::Bad_Request);
        EXPECT_NE(refusal->body->find("ends early"), std::string::npos) << size;
    }
    EXPECT_EQ(status_of(packed(whole + whole.substr(0, 12))), 400);
}

TEST(PackedBody, is_refused_when_it_is_damaged_or_goes_on_with_something_else)
{
    auto const whole = gzipped("a text that is damaged");
    for (auto const place : {std::size_t{0}, std::size_t{2}, whole.size() - 8, whole.size() - 1}) {
        auto damaged = whole;
        damaged[place] = static_cast<char>(damaged[place] ^ 0x10);
        EXPECT_EQ(status_of(packed(damaged)), 400) << place;
    }
    for (auto const* const end : {"x", "\n\n", "a whole sentence"})
        EXPECT_EQ(status_of(packed(whole + end)), 400) << end;
    EXPECT_EQ(status_of(packed(whole + std::string(512, '\0'))), 400);
    EXPECT_EQ(status_of(packed("{}")), 400);
}

TEST(ContentCoding, is_gzip_or_none)
{
    for (auto const* const coding : {"", "identity", "gzip", "X-GZIP"})
        EXPECT_FALSE(check_content_encoding(packed("", coding))) << coding;
    for (auto const* const coding : {"br", "deflate", "gzip, gzip", "gzip, br", "gzip;q=1", "nonsense"})
        EXPECT_TRUE(check_content_encoding(packed("", coding))) << coding;
    Request twice;
    twice.headers = {{"Content-Encoding", "gzip"}, {"content-encoding", "gzip"}};
    EXPECT_TRUE(check_content_encoding(twice));
}

class PackedBodyMemory : public testing::Test {
protected:
    /// As a connection hands it over: the packed body is held.
    Request held(std::string body)
    {
        auto request = packed(std::move(body));
        request.body_share = std::make_shared<MemoryShare>(budget, "ann");
        EXPECT_TRUE(request.body_share->grow_to(request.body.size()));
        return request;
    }

    std::shared_ptr<MemoryBudget> budget = std::make_shared<MemoryBudget>(2 * kMaxBytes, kMaxBytes);
};

TEST_F(PackedBodyMemory, is_that_of_the_unpacked_text_afterwards)
{
    {
        auto request = held(gzipped(std::string(kMaxBytes / 2, 'x')));
        EXPECT_FALSE(decompress_body(request, kMaxBytes));
        EXPECT_EQ(budget->in_use(), kMaxBytes / 2);
    }
    EXPECT_EQ(budget->in_use(), 0U);
}

TEST_F(PackedBodyMemory, is_not_taken_for_what_is_refused)
{
    for (auto const& body : {gzipped(std::string(100 * kMaxBytes, 'x')), gzipped(mixed_text()) + "x"}) {
        auto request = held(body);
        EXPECT_TRUE(decompress_body(request, kMaxBytes));
        EXPECT_EQ(budget->in_use(), body.size());
    }
}

TEST_F(PackedBodyMemory, of_one_owner_has_a_bound_that_a_body_may_never_fit)
{
    auto request = held(gzipped(std::string(kMaxBytes, 'x')));
    auto const refusal = decompress_body(request, kMaxBytes);
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->status, Code::Request_Entity_Too_Large);
}

TEST_F(PackedBodyMemory, is_waited_for_where_others_have_it)
{
    MemoryShare others(budget, "bob");
    MemoryShare more(budget, "eve");
    ASSERT_TRUE(others.grow_to(kMaxBytes) && more.grow_to(kMaxBytes / 2));
    EXPECT_EQ(status_of(held(gzipped(std::string(kMaxBytes / 4, 'x')))), 200);
    EXPECT_EQ(status_of(held(gzipped(std::string(kMaxBytes / 2, 'x')))), 503);
    EXPECT_EQ(budget->in_use(), kMaxBytes + kMaxBytes / 2);
}

class PackedUpload : public testing::Test {
protected:
    static std::string upload(std::string const& body, std::string const& coding = "gzip",
                              std::string const& path = "/packed")
    {
        return "POST " + path + " HTTP/1.1\r\nHost: t\r\nContent-Encoding: " + coding +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    FrontOptions front()
    {
        FrontOptions front;
        auto const keep = [this](Request const& request, Answer const& answer) {
            kept.put({request, answer});
        };
        auto const length = [](Request const& request) {
            return ok_text(std::to_string(request.body.size()));
        };
        front.routes = {
            {Method::post, "/packed", replying(length), {.body_bytes = kMaxBytes, .takes_gzip = true}},
            {Method::post, "/kept", keep, {.body_bytes = kMaxBytes, .takes_gzip = true}}};
        return front;
    }

    Inbox<Pending> kept;
    TestServer server{{}, front(), 3 * kMaxBytes};
};

TEST_F(PackedUpload, is_unpacked_before_its_handler_gets_it)
{
    Client client(server.port());
    EXPECT_EQ(client.ask(upload(gzipped(std::string(kMaxBytes, 'x')))).body, std::to_string(kMaxBytes));
    EXPECT_EQ(client.ask(upload("plain", "identity")).body, "5");
    EXPECT_EQ(client.ask(upload(gzipped(std::string(50 * kMaxBytes, 'x')))).status, 413);
    EXPECT_EQ(client.ask(upload("{}")).status, 400);
    // The connection outlives each refusal.
    EXPECT_EQ(client.ask(upload(gzipped("small"))).body, "5");
    EXPECT_TRUE(eventually([&] { return server.bodies().in_use() == 0; }));
}

TEST_F(PackedUpload, in_another_coding_is_refused_before_it_is_sent)
{
    Client client(server.port());
    auto const refused = client.ask(
        "POST /packed HTTP/1.1\r\nHost: t\r\nContent-Encoding: br\r\nContent-Length: 90000\r\n\r\n");
    EXPECT_EQ(refused.status, 415);
    EXPECT_EQ(refused.header("accept-encoding"), "gzip");
}

TEST_F(PackedUpload, goes_as_it_came_to_a_route_that_takes_none)
{
    Client client(server.port());
    auto const body = gzipped("text");
    EXPECT_TRUE(
        client.ask(upload(body, "gzip", "/upload")).body.starts_with(std::to_string(body.size()) + " "));
}

TEST_F(PackedUpload, several_at_once_stay_within_the_memory_for_bodies)
{
    auto const large = upload(gzipped(std::string(kMaxBytes - 1000, 'x')), "gzip", "/kept");
    std::deque<Client> clients;
    std::deque<Pending> pending;
    for (int i = 0; i < 3; ++i) {
        clients.emplace_back(server.port()).send(large);
        pending.push_back(kept.take());
    }
    EXPECT_EQ(server.bodies().in_use(), 3 * (kMaxBytes - 1000));
    auto const refused = Client(server.port()).ask(large);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("retry-after"), "5");
    EXPECT_EQ(Client(server.port()).ask(upload(gzipped("small"))).status, 200);
    pending.front().answer.send(ok_text("thanks"));
    pending.pop_front();
    EXPECT_EQ(clients.front().receive().body, "thanks");
    ASSERT_TRUE(eventually([&] { return server.bodies().in_use() == 2 * (kMaxBytes - 1000); }));
    clients.emplace_back(server.port()).send(large);
    pending.push_back(kept.take());
    for (auto& each : pending)
        each.answer.send(ok_text("thanks"));
}

}  // namespace
}  // namespace rmirror::http
