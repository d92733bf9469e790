// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls over TLS, to a server of Node's with a certificate made for the test.
#include "upstream/client/client.hpp"

#include "checkout.hpp"
#include "helper_process.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <future>
#include <vector>

namespace rmirror::upstream {
namespace {

namespace fs = std::filesystem;

class Tls : public testing::Test {
protected:
    Tls()
    {
        std::string pattern = fs::temp_directory_path() / "rmirror-tls-XXXXXX";
        if (!::mkdtemp(pattern.data()))
            throw std::runtime_error("no folder for a certificate");
        folder_ = pattern;
        auto const made =
            test::HelperProcess({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                                 "/CN=rmirror test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                                 key(), "-out", certificate()})
                .line();
    }
    ~Tls() override { fs::remove_all(folder_); }

    std::string key() const { return folder_ / "key.pem"; }
    std::string certificate() const { return folder_ / "certificate.pem"; }

    void serve(std::string const& version)
    {
        server_.emplace(std::vector<std::string>{
            "node", checkout() + "/tests/server/upstream/http2-server.mjs", certificate(), key(), version});
        port_ = server_->line();
    }

    Call call() const
    {
        Call call;
        call.url = "https://127.0.0.1:" + port_ + "/";
        return call;
    }

    fs::path folder_;
    std::optional<test::HelperProcess> server_;
    std::string port_;
};

TEST_F(Tls, speaks_http_2_and_shares_one_connection)
{
    serve("h2");
    Client client({.authorities = certificate()});
    std::vector<std::promise<CallResult>> answers(20);
    for (auto& answer : answers)
        client.ask(call(), [&answer](CallResult result) { answer.set_value(std::move(result)); });
    for (auto& answer : answers) {
        auto const result = answer.get_future().get();
        EXPECT_EQ(result.body, "HTTP/2.0 by connection 1") << result.why;
    }
}

TEST_F(Tls, speaks_http_1_where_the_other_side_does)
{
    serve("http/1.1");
    Client client({.authorities = certificate()});
    auto const result = client.ask_and_wait(call());
    EXPECT_TRUE(result.body.starts_with("HTTP/1.1 ")) << result.why;
}

TEST_F(Tls, trusts_no_certificate_without_a_reason)
{
    serve("h2");
    Client client;
    auto const result = client.ask_and_wait(call());
    EXPECT_EQ(result.outcome, CallOutcome::unreachable);
    EXPECT_FALSE(result.sent);
    EXPECT_EQ(result.body, "");
}

}  // namespace
}  // namespace rmirror::upstream
