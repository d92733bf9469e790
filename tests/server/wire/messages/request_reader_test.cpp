// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/messages/request_reader.hpp"

#include <gtest/gtest.h>

namespace rmirror::wire {
namespace {

using http::Method;
using http::NamedValue;
using http::Request;

using Progress = RequestReader::Progress;

constexpr std::size_t kMaxBytes = 1000;

struct Outcome {
    int status = 0;  // 0: accepted; -1: it wants more.
    Request request;
};

Outcome read(std::string input)
{
    Limits const limits;
    RequestReader reader(limits);
    auto progress = reader.read_head(input);
    if (progress == Progress::done)
        progress = reader.read_body(input, kMaxBytes);
    if (progress == Progress::needs_more)
        return {-1, {}};
    if (progress == Progress::refused)
        return {static_cast<int>(reader.refusal().status), {}};
    return {0, reader.take()};
}

/// What comes out when the bytes arrive one by one.
Outcome read_slowly(std::string const& all)
{
    Limits const limits;
    RequestReader reader(limits);
    std::string input;
    bool in_body = false;
    for (char const byte : all) {
        input += byte;
        auto progress = in_body ? Progress::done : reader.read_head(input);
        if (progress == Progress::done) {
            in_body = true;
            progress = reader.read_body(input, kMaxBytes);
        }
        if (progress == Progress::refused)
            return {static_cast<int>(reader.refusal().status), {}};
        if (progress == Progress::done)
            return {0, reader.take()};
    }
    return {-1, {}};
}

TEST(RequestReader, gives_what_was_asked)
{
    auto const [status, request] = read(
        "PUT /a/b%20c?x=1&y=%C3%A4+b HTTP/1.1\r\nHost: h\r\nX-Tag:  some text \r\nContent-Length: "
        "3\r\n\r\nabc");
    EXPECT_EQ(status, 0);
    EXPECT_EQ(request.method, Method::put);
    EXPECT_EQ(request.path, "/a/b%20c");
    EXPECT_EQ(request.query, "x=1&y=%C3%A4+b");
    EXPECT_EQ(request.header("x-tag"), "some text");
    EXPECT_EQ(request.body, "abc");
}

TEST(RequestReader, takes_the_absolute_form_and_one_empty_line_before_a_request)
{
    EXPECT_EQ(read("\r\nGET http://host:80/a?b HTTP/1.1\r\nHost: h\r\n\r\n").request.path, "/a");
    EXPECT_EQ(read("GET http://host?b HTTP/1.1\r\nHost: h\r\n\r\n").request.path, "/");
    EXPECT_EQ(read("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").request.path, "*");
}

TEST(RequestReader, takes_what_browsers_leave_in_addresses)
{
    auto const request = read("GET /a|b^c?d|e^f`g{h}i\\j HTTP/1.1\r\nHost: h\r\n\r\n").request;
    EXPECT_EQ(request.path, "/a|b^c");
    EXPECT_EQ(request.query, "d|e^f`g{h}i\\j");
}

TEST(RequestReader, reads_all_connection_lines_as_one_list)
{
    auto const keeps_alive = [](std::string const& version, std::string const& lines) {
        Limits const limits;
        RequestReader reader(limits);
        std::string input = "GET / " + version + "\r\nHost: h\r\n" + lines + "\r\n";
        EXPECT_EQ(reader.read_head(input), Progress::done);
        return reader.keep_alive();
    };
    EXPECT_TRUE(keeps_alive("HTTP/1.1", ""));
    EXPECT_TRUE(keeps_alive("HTTP/1.1", "Connection: x\r\nConnection: closed\r\n"));
    EXPECT_FALSE(keeps_alive("HTTP/1.1", "Connection: keep-alive\r\nConnection: close\r\n"));
    EXPECT_FALSE(keeps_alive("HTTP/1.1", "Connection: x, CLOSE\r\n"));
    EXPECT_FALSE(keeps_alive("HTTP/1.0", ""));
    EXPECT_TRUE(keeps_alive("HTTP/1.0", "Connection: x\r\nConnection: Keep-Alive\r\n"));
    EXPECT_FALSE(keeps_alive("HTTP/1.0", "Connection: keep-alive\r\nConnection: close\r\n"));
}

TEST(RequestReader, reads_chunks_however_they_are_cut)
{
    std::string const all =
        "POST /u HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3;name=value\r\nabc\r\n00a\r\n0123456789\r\n0\r\nX-Trailer: x\r\n\r\n";
    auto const [status, request] = read_slowly(all);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(request.body, "abc0123456789");
    EXPECT_EQ(read(all).request.body, "abc0123456789");
}

TEST(RequestReader, keeps_trailers_out_of_the_headers)
{
    auto const request = read(
                             "POST /u HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
                             "chunked\r\n\r\n0\r\nAuthorization: Bearer x\r\n\r\n")
                             .request;
    EXPECT_FALSE(request.has_header("Authorization"));
}

TEST(RequestReader, leaves_the_next_request_in_the_buffer)
{
    Limits const limits;
    RequestReader reader(limits);
    std::string input =
        "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhiGET /2 HTTP/1.1\r\nHost: h\r\n\r\n";
    ASSERT_EQ(reader.read_head(input), Progress::done);
    ASSERT_EQ(reader.read_body(input, kMaxBytes), Progress::done);
    EXPECT_EQ(reader.take().body, "hi");
    ASSERT_EQ(reader.read_head(input), Progress::done);
    ASSERT_EQ(reader.read_body(input, kMaxBytes), Progress::done);
    EXPECT_EQ(reader.take().path, "/2");
    EXPECT_TRUE(input.empty());
}

struct Attack {
    char const* name;
    std::string text;
    int status;
};

class RefusedRequest : public testing::TestWithParam<Attack> {};

TEST_P(RefusedRequest, is_refused_at_once_and_byte_by_byte)
{
    auto const& attack = GetParam();
    EXPECT_EQ(read(attack.text).status, attack.status);
    EXPECT_EQ(read_slowly(attack.text).status, attack.status);
}

std::string with_headers(std::string const& headers)
{
    return "POST / HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
}

std::string chunked(std::string const& body)
{
    return with_headers("Transfer-Encoding: chunked\r\n") + body;
}

std::string many_fields(std::size_t count)
{
    std::string fields;
    for (std::size_t i = 0; i < count; ++i)
        fields += "X" + std::to_string(i) + ": a\r\n";
    return with_headers(fields);
}

INSTANTIATE_TEST_SUITE_P(
    Framing, RefusedRequest,
    testing::Values(
        Attack{"length_and_chunked", with_headers("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
               400},
        Attack{"chunked_and_length", with_headers("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"),
               400},
        Attack{"two_lengths", with_headers("Content-Length: 3\r\nContent-Length: 4\r\n"), 400},
        Attack{"the_same_length_twice", with_headers("Content-Length: 3\r\nContent-Length: 3\r\n"), 400},
        Attack{"a_list_of_lengths", with_headers("Content-Length: 3, 3\r\n"), 400},
        Attack{"a_length_with_letters", with_headers("Content-Length: 3x\r\n"), 400},
        Attack{"a_length_with_a_sign", with_headers("Content-Length: +3\r\n"), 400},
        Attack{"a_negative_length", with_headers("Content-Length: -1\r\n"), 400},
        Attack{"an_empty_length", with_headers("Content-Length:\r\n"), 400},
        Attack{"a_length_beyond_64_bits", with_headers("Content-Length: 99999999999999999999\r\n"), 400},
        Attack{"a_length_of_forty_gigabytes", with_headers("Content-Length: 40000000000\r\n"), 413},
        Attack{"an_unknown_coding", with_headers("Transfer-Encoding: ch\r\n"), 501},
        Attack{"chunked_as_one_of_two", with_headers("Transfer-Encoding: chunked, chunked\r\n"), 501},
        Attack{"chunked_in_disguise",
               with_headers("Transfer-Encoding: \x0b"
                            "chunked\r\n"),
               400},
        Attack{"a_coding_before_chunked", with_headers("Transfer-Encoding: gzip, chunked\r\n"), 501},
        Attack{"chunked_twice", with_headers("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
               400},
        Attack{"chunked_in_http_1_0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Attack{"a_chunk_without_size", chunked("\r\nabc\r\n"), 400},
        Attack{"a_chunk_of_wrong_size", chunked("2\r\nabc\r\n0\r\n\r\n"), 400},
        Attack{"a_chunk_size_with_a_prefix", chunked("0x3\r\nabc\r\n0\r\n\r\n"), 400},
        Attack{"a_chunk_size_with_a_sign", chunked("-3\r\nabc\r\n0\r\n\r\n"), 400},
        Attack{"a_chunk_size_that_ends_in_a_bare_line_feed", chunked("3\nabc\r\n0\r\n\r\n"), 400},
        Attack{"a_chunk_that_ends_in_a_bare_line_feed", chunked("3\r\nabc\n0\r\n\r\n"), 400},
        Attack{"a_chunk_size_beyond_64_bits", chunked("11111111111111111\r\n"), 400},
        Attack{"a_chunk_beyond_the_cap", chunked("ffffff\r\n"), 413},
        Attack{"chunks_beyond_the_cap", chunked("1f4\r\n" + std::string(500, 'a') + "\r\n1f5\r\n"), 413},
        Attack{"endless_chunk_extensions", chunked("1;" + std::string(10'000, 'a')), 400},
        Attack{"endless_trailers", chunked("0\r\nX: " + std::string(10'000, 'a')), 400}),
    [](auto const& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Heads, RefusedRequest,
    testing::Values(Attack{"no_host", "GET / HTTP/1.1\r\n\r\n", 400},
                    Attack{"an_empty_host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
                    Attack{"two_hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
                    Attack{"a_host_with_a_path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
                    Attack{"a_host_with_two_ports", "GET / HTTP/1.1\r\nHost: a:80:90\r\n\r\n", 400},
                    Attack{"a_host_with_a_port_of_letters", "GET / HTTP/1.1\r\nHost: a:port\r\n\r\n", 400},
                    Attack{"a_host_with_half_an_address", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400},
                    Attack{"an_address_with_two_ports", "GET http://a:1:2/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Attack{"an_address_without_a_host", "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_blank_before_the_colon", with_headers("Content-Length : 3\r\n"), 400},
                    Attack{"a_field_without_colon", with_headers("nonsense\r\n"), 400},
                    Attack{"a_field_without_name", with_headers(": value\r\n"), 400},
                    Attack{"a_continued_field", with_headers("X: a\r\n b\r\n"), 400},
                    Attack{"a_nul_in_a_field", with_headers(std::string("X: a\0b\r\n", 8)), 400},
                    Attack{"a_bare_line_feed", "GET / HTTP/1.1\nHost: a\n\r\n\r\n", 400},
                    Attack{"a_bare_carriage_return", with_headers("X: a\rb\r\n"), 400},
                    Attack{"no_version", "GET /\r\nHost: a\r\n\r\n", 400},
                    Attack{"version_2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
                    Attack{"version_1_2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
                    Attack{"version_1", "GET / HTTP/1\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_version_with_letters", "GET / HTTP/1.x\r\nHost: a\r\n\r\n", 400},
                    Attack{"another_protocol", "GET / ICY/1.0\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_relative_target", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_target_with_a_blank", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_target_with_raw_utf8", "GET /\xC3\xA4 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_target_with_a_backslash", "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_target_with_a_backtick", "GET /a`b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_target_with_braces", "GET /{b} HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_query_with_quotes", "GET /a?\"b\" HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Attack{"a_target_longer_than_any_head",
                           "GET /" + std::string(70'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
                    Attack{"a_long_target", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
                           414},
                    Attack{"a_long_head", with_headers("X: " + std::string(40'000, 'a') + "\r\n"), 431},
                    Attack{"many_fields", many_fields(200), 431},
                    Attack{"two_content_types", with_headers("Content-Type: a\r\ncontent-type: b\r\n"), 400},
                    Attack{"two_origins", with_headers("Origin: a\r\nOrigin: b\r\n"), 400},
                    Attack{"two_expectations", with_headers("Expect: a\r\nExpect: 100-continue\r\n"), 400},
                    Attack{"an_unknown_expectation", with_headers("Expect: cake\r\n"), 417},
                    Attack{"a_tls_greeting",
                           std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400}),
    [](auto const& info) { return info.param.name; });

}  // namespace
}  // namespace rmirror::wire
