// SPDX-License-Identifier: AGPL-3.0-or-later
// Every answer reaches the client that asked, or nobody; whatever other clients do meanwhile.
#include "wire/test_server.hpp"

#include "eventually.hpp"

#include <sys/resource.h>

#include <atomic>
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
    rusage before{};
    getrusage(RUSAGE_SELF, &before);
    auto const start = std::chrono::steady_clock::now();
    for (int i = 0; i < 200; ++i)
        ASSERT_TRUE(server.is_well());
    // A loop that spins on a full socket would burn a whole core; two hundred answers need little.
    std::this_thread::sleep_until(start + std::chrono::seconds(1));
    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    auto const burnt = (after.ru_stime.tv_sec - before.ru_stime.tv_sec) * 1000 +
                       (after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1000;
    EXPECT_LT(burnt, 700) << "milliseconds of system time in a second";
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

TEST(Workers, take_no_more_than_their_queue_holds)
{
    Inbox<int> entered;
    Inbox<int> leave;
    Workers workers(1, 1);
    auto const block = [&] {
        entered.put(1);
        leave.take();
    };
    EXPECT_TRUE(workers.submit(block));
    entered.take();
    EXPECT_TRUE(workers.submit(block));
    EXPECT_FALSE(workers.submit(block));
    leave.put(1);
    entered.take();
    EXPECT_TRUE(workers.submit([] {}));
    leave.put(1);
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
