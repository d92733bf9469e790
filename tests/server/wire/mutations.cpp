// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/mutations.hpp"

#include "wire/client.hpp"
#include "wire/test_server.hpp"

#include <array>
#include <random>
#include <stdexcept>

namespace rmirror::wire::test {

namespace {

constexpr std::array<std::string_view, 11> kSeeds = {
    "GET /api/v1/echo/a%20b?a=b&c HTTP/1.1\r\nHost: a:80\r\nCookie: a=b; c=d\r\nAccept: "
    "text/html,*/*;q=0.8\r\n\r\n",
    "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
    "7\r\n\r\n{\"a\":1}",
    "POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
    "3\r\nabc\r\n5;x=\"y\"\r\nhello\r\n0\r\nX-T: t\r\n\r\n",
    "PATCH /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: http://x\r\nAccess-Control-Request-Method: GET\r\n\r\n",
    "GET /work HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4, ::1\r\n\r\n",
    "HEAD /big/100000 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "GET http://a/big/100000 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /client HTTP/1.1\r\nHost: [::1]:80\r\nConnection: x\r\nConnection: keep-alive\r\n"
    "X-Forwarded-For: [2001:db8::1]:80, 192.0.2.1:80\r\nX-Forwarded-For: ::ffff:127.0.0.1\r\n\r\n",
    "GET /kept HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /private HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
};

constexpr std::array<std::string_view, 22> kTokens = {
    "\r\n", "\n", "\r",  ":",  " ",  "%",        "\xff",     "-1",        "99999999999999999999",
    ";",    "=",  "\"",  ",",  "0x", "7fffffff", "HTTP/1.1", "0\r\n\r\n", "/",
    "?",    "&",  "%00", "\t",
};

class Mutations {
public:
    explicit Mutations(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t end) { return random_() % end; }

    std::string next()
    {
        constexpr std::size_t kMaxChanges = 5;
        if (below(10) == 0)
            return noise(400);
        std::string request(kSeeds[below(kSeeds.size())]);
        for (auto changes = below(kMaxChanges); changes > 0; --changes)
            mutate(request);
        return request;
    }

private:
    void mutate(std::string& request)
    {
        auto const at = below(request.size() + 1);
        std::string const token(kTokens[below(kTokens.size())]);
        switch (below(7)) {
            case 0:
                request.erase(at, below(8) + 1);
                break;
            case 1:
                request.insert(at, token);
                break;
            case 2:
                if (at < request.size())
                    request[at] = static_cast<char>(below(256));
                break;
            case 3:
                request.resize(at);
                break;
            case 4:
                for (auto times = std::array{2, 50, 3000}[below(3)]; times > 0; --times)
                    request.insert(at, token);
                break;
            case 5:
                request.insert(at, kSeeds[below(kSeeds.size())]);
                break;
            default:
                request.insert(at, noise(30));
        }
    }

    std::string noise(std::size_t max)
    {
        std::string bytes(below(max) + 1, '\0');
        for (auto& byte : bytes)
            byte = static_cast<char>(below(256));
        return bytes;
    }

    std::mt19937_64 random_;
};

/// A complete request at the end makes the server answer, or close what it cannot trust, so there is no
/// waiting.
void expect_http(Client& client, FuzzReport& report)
{
    client.finish_sending();
    auto const text = client.receive_rest();
    if (text.empty())
        return;
    if (!text.starts_with("HTTP/1."))
        throw std::runtime_error("the server answered something that is no HTTP: " + text.substr(0, 100));
    ++report.answers;
}

}  // namespace

FrontOptions fuzzed_front()
{
    FrontOptions front;
    front.trusted_proxies = TrustedProxies::parse({"127.0.0.0/8"}).value();
    front.identify_user = [](Request const& head, std::string_view) -> UserOrRefusal {
        if (head.header("Authorization") == "Bearer x")
            return "ann";
        return empty_reply(Code::Unauthorized);
    };
    auto const hello = [](Request const&) { return ok_text("Hello"); };
    front.routes = {{Method::post, "/private", replying(hello), {.needs_user = true}},
                    {Method::get, "/kept", replying(hello), {.cache_for = std::chrono::milliseconds(5)}}};
    return front;
}

FuzzReport fuzz(std::uint16_t port, std::uint64_t seed, std::function<bool()> const& more)
{
    Mutations mutations(seed);
    FuzzReport report;
    while (more()) {
        Client client(port);
        for (auto requests = mutations.below(3) + 1; requests > 0; --requests) {
            auto const request = mutations.next();
            auto const cut = mutations.below(request.size() + 1);
            client.send(request.substr(0, cut));
            client.send(request.substr(cut));
            ++report.requests;
        }
        if (mutations.below(3) == 0)
            client.abort();
        else
            expect_http(client, report);
    }
    return report;
}

}  // namespace rmirror::wire::test
