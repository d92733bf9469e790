// SPDX-License-Identifier: AGPL-3.0-or-later
// Every answer reaches the client that asked, or no client; whatever other clients do meanwhile.
#include "wire/test_server.hpp"

#include "eventually.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <random>

namespace rmirror::wire::test {
namespace {

using rmirror::test::eventually;

/// Answers what the server has kept, at once or in pieces, from its own thread and in no order.
class Answerer {
public:
    explicit Answerer(Inbox<Pending>& pending, unsigned seed)
        : thread_([this, &pending, seed] { work(pending, seed); })
    {}
    ~Answerer() { thread_.join(); }

private:
    void work(Inbox<Pending>& pending, unsigned seed)
    {
        constexpr std::size_t kKept = 8;
        std::mt19937 random(seed);
        std::vector<Pending> kept;
        for (bool more = true; more || !kept.empty();) {
            if (more && kept.size() < kKept) {
                auto next = kept.empty() ? std::optional(pending.take()) : pending.take_if_any();
                if (next) {
                    more = !next->request.has_header("X-Last");
                    kept.push_back(std::move(*next));
                    continue;
                }
            }
            std::swap(kept[random() % kept.size()], kept.back());
            auto const& [request, answer] = kept.back();
            std::string const name(request.header("X-Name"));
            if (random() % 3 == 0)
                answer.begin(ok_text("")).write(name);
            else
                answer.send(ok_text(name));
            kept.pop_back();
        }
    }

    std::thread thread_;
};

std::string named(std::string const& name)
{
    return get("/pending", "X-Name: " + name + "\r\n");
}

TEST(Delivery, never_reaches_the_wrong_client_when_others_abort)
{
    constexpr int kRounds = 4000;
    TestServer server;
    std::vector<std::string> wrong;
    int right = 0;
    auto const check = [&](std::string const& expected, Client& client) {
        auto const answer = client.receive();
        if (answer.body == expected)
            ++right;
        else
            wrong.push_back(expected + " got " + std::to_string(answer.status) + " " + answer.body);
    };
    {
        Answerer const answerer(server.pending(), 1);
        std::mt19937 random(2);
        std::deque<std::pair<std::string, Client>> waiting;
        // Every second client resets at once; its descriptor goes to the next one that comes.
        for (int i = 0; i < kRounds; ++i) {
            auto const name = "client-" + std::to_string(i);
            Client client(server.port());
            client.send(named(name));
            if (random() % 2 == 0)
                client.abort();
            else
                waiting.emplace_back(name, std::move(client));
            if (waiting.size() > 32) {
                check(waiting.front().first, waiting.front().second);
                waiting.pop_front();
            }
        }
        for (auto& [name, client] : waiting)
            check(name, client);
        Client last(server.port());
        last.send(get("/pending", "X-Name: last\r\nX-Last: yes\r\n"));
        check("last", last);
    }
    EXPECT_EQ(wrong, std::vector<std::string>{});
    EXPECT_GT(right, kRounds / 3);
}

TEST(Delivery, to_hundreds_that_wait_disturbs_nobody_and_mixes_nothing_up)
{
    constexpr std::size_t kWaiting = 200;
    TestServer server;
    std::deque<Client> clients;
    std::vector<Pending> pending;
    for (std::size_t i = 0; i < kWaiting; ++i) {
        clients.emplace_back(server.port());
        clients.back().send(named(std::to_string(i)));
        pending.push_back(server.pending().take());
    }
    EXPECT_TRUE(server.is_well());
    for (auto each = pending.rbegin(); each != pending.rend(); ++each)
        each->answer.send(ok_text(std::string(each->request.header("X-Name"))));
    for (std::size_t i = 0; i < kWaiting; ++i)
        EXPECT_EQ(clients[i].receive().body, std::to_string(i));
}

TEST(Delivery, drops_a_second_answer)
{
    TestServer server;
    Client client(server.port());
    client.send(get("/pending"));
    auto const first = server.pending().take();
    first.answer.send(ok_text("first"));
    first.answer.send(ok_text("again"));
    EXPECT_EQ(client.receive().body, "first");
    client.send(get("/pending"));
    auto const second = server.pending().take();
    first.answer.send(ok_text("again"));
    second.answer.send(ok_text("second"));
    EXPECT_EQ(client.receive().body, "second");
}

TEST(Delivery, of_one_answer_by_many_threads_happens_once)
{
    TestServer server;
    Client client(server.port());
    for (int round = 0; round < 50; ++round) {
        client.send(get("/pending"));
        auto const pending = server.pending().take();
        std::deque<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { pending.answer.send(ok_text("one of us")); });
        for (auto& thread : threads)
            thread.join();
        EXPECT_EQ(client.receive().body, "one of us");
    }
    EXPECT_EQ(client.ask(get("/hello")).body, "Hello");
}

TEST(Delivery, of_an_answer_that_nobody_gives_is_a_500_at_once)
{
    TestServer server;
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/forgotten")).status, 500);
    EXPECT_EQ(client.ask(get("/hello")).status, 200);
}

TEST(Delivery, after_the_server_is_gone_is_dropped)
{
    auto server = std::make_unique<TestServer>();
    Client client(server->port());
    client.send(get("/pending"));
    auto const pending = std::make_unique<Pending>(server->pending().take());
    server.reset();
    pending->answer.send(ok_text("into the void"));
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(Delivery, to_slow_readers_disturbs_nobody)
{
    TestServer server;
    std::deque<Client> slow;
    for (int i = 0; i < 6; ++i) {
        slow.emplace_back(server.port(), Pace::tiny_window);
        slow.back().send(get("/big/5000000"));
    }
    for (int i = 0; i < 200; ++i)
        ASSERT_TRUE(server.is_well());
    // There are no requests now. A loop that spins on a full socket never sleeps, so it would burn a whole
    // core.
    rusage before{};
    getrusage(RUSAGE_SELF, &before);
    auto const start = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(std::chrono::seconds(1));
    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    auto const seconds_of = [](timeval const& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    auto const burnt = seconds_of(after.ru_stime) + seconds_of(after.ru_utime) - seconds_of(before.ru_stime) -
                       seconds_of(before.ru_utime);
    auto const passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_LT(burnt / passed, 0.5) << "of a core, while there is nothing to do";
    for (auto& client : slow)
        EXPECT_EQ(client.receive().body.size(), 5'000'000U);
}

TEST(Delivery, survives_resets_in_the_middle_of_uploads_and_downloads)
{
    TestServer server;
    auto const descriptors = open_descriptors();
    for (int i = 0; i < 200; ++i) {
        Client uploading(server.port());
        uploading.send("POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\n" +
                       std::string(static_cast<std::size_t>(i) * 1000, 'x'));
        uploading.abort();
        Client downloading(server.port());
        downloading.send(get("/big/2000000"));
        if (i % 2 == 0)
            downloading.receive_some();
        downloading.abort();
    }
    EXPECT_TRUE(server.is_well());
    EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
    EXPECT_EQ(open_descriptors(), descriptors);
}

/// Ones, of which it keeps nothing; it may end before it said it would.
class Ones : public ByteSource {
public:
    Ones(std::size_t size, std::size_t there) : size_(size), there_(there) {}
    std::size_t size() const override { return size_; }
    std::string read(std::size_t max) override
    {
        std::string piece(std::min({max, kPiece, there_}), '1');
        there_ -= piece.size();
        return piece;
    }

private:
    static constexpr std::size_t kPiece = 10'000;
    std::size_t size_;
    std::size_t there_;
};

Reply reply_of(std::size_t size, std::size_t there)
{
    Reply reply{.body = nullptr, .headers = {}};
    reply.source = std::make_shared<Ones>(size, there);
    return reply;
}

FrontOptions with_sources()
{
    FrontOptions front;
    front.routes = {
        {Method::get, "/ones", replying([](Request const&) { return reply_of(3'000'000, 3'000'000); })},
        {Method::get, "/none", replying([](Request const&) { return reply_of(0, 0); })},
        {Method::get, "/torn", replying([](Request const&) { return reply_of(3'000'000, 1'000'000); })},
    };
    return front;
}

TEST(Delivery, reads_what_is_not_in_memory_as_it_is_taken)
{
    TestServer server({}, with_sources());
    Client client(server.port());
    auto const ones = client.ask(get("/ones"));
    EXPECT_EQ(ones.header("content-length"), "3000000");
    EXPECT_EQ(ones.body, std::string(3'000'000, '1'));
    EXPECT_EQ(client.ask(get("/none")).body, "");
    client.send("HEAD /ones HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_EQ(client.receive(true).header("content-length"), "3000000");
    // Two behind each other, and one without anything to be read.
    client.send(get("/ones") + get("/hello"));
    EXPECT_EQ(client.receive().body.size(), 3'000'000U);
    EXPECT_EQ(client.receive().body, "Hello");
}

TEST(Delivery, ends_a_connection_when_its_content_ends_too_early)
{
    TestServer server({}, with_sources());
    Client client(server.port());
    client.send(get("/torn"));
    auto const all = client.receive_rest();
    EXPECT_NE(all.find("Content-Length: 3000000"), std::string::npos);
    EXPECT_LT(all.size(), 1'001'000U);
    EXPECT_TRUE(server.is_well());
}

TEST(Delivery, answers_that_nobody_takes_hold_no_more_memory_than_there_is_for_them)
{
    constexpr std::size_t kMemory = 20U << 20U;
    TestServer server({}, {}, kMemory);
    std::deque<Client> clients;
    for (int i = 0; i < 10; ++i)
        clients.emplace_back(server.port(), Pace::tiny_window).send(get("/big/8000000"));
    int refused = 0;
    for (auto& client : clients)
        refused += client.receive_up_to("\r\n").find(" 503 ") != std::string::npos ? 1 : 0;
    EXPECT_EQ(refused, 8);
    EXPECT_LE(server.bodies().in_use(), kMemory);
    clients.clear();
    EXPECT_TRUE(eventually([&] { return server.bodies().in_use() == 0; }));
}

TEST(Delivery, says_that_the_server_is_busy_when_no_worker_is_to_be_had)
{
    FrontOptions front;
    front.queue_length = 0;
    TestServer server({}, std::move(front));
    Client client(server.port());
    auto const answer = client.ask(get("/work"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("retry-after"), "1");
    EXPECT_EQ(client.ask(get("/hello")).status, 200);
}

}  // namespace
}  // namespace rmirror::wire::test
