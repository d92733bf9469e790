// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/files/compression.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>

namespace rmirror::http {
namespace {

std::string unpacked(std::string const& packed, std::size_t size)
{
    std::string text(size, '\0');
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    EXPECT_EQ(stream.total_out, size);
    inflateEnd(&stream);
    return text;
}

std::string header_of(Reply const& reply, std::string const& name)
{
    for (auto const& [known, value] : reply.headers)
        if (known == name)
            return value;
    return "";
}

Reply answered(std::string body, std::vector<NamedValue> headers)
{
    Request request;
    request.headers = std::move(headers);
    auto reply = ok_json(std::move(body));
    compress(reply, request);
    return reply;
}

TEST(AcceptedCodings, are_named_or_all_of_them_but_not_those_that_weigh_nothing)
{
    for (auto const* const accepted : {"gzip", "deflate, GZIP", "br;q=1.0,gzip;q=0.001", "*", "gzip ; Q=1",
                                       "identity;q=0, *;q=0.5", "gzip;q=nonsense"})
        EXPECT_TRUE(accepts_coding(accepted, "gzip")) << accepted;
    for (auto const* const accepted :
         {"", "identity", "gzip;q=0", "gzip;q=0.000", "*, gzip;q=0", "*;q=0", "gzip2, notgzip", ";q=1"})
        EXPECT_FALSE(accepts_coding(accepted, "gzip")) << accepted;
}

TEST(Compression, keeps_every_byte)
{
    std::string text;
    for (std::uint32_t i = 0; i < 100'000; ++i)
        text += static_cast<char>(i * i % 251);
    auto const reply = answered(text, {{"Accept-Encoding", "br"}, {"accept-encoding", "gzip"}});
    EXPECT_EQ(header_of(reply, "Content-Encoding"), "gzip");
    EXPECT_LT(reply.size(), text.size());
    EXPECT_EQ(unpacked(*reply.body, text.size()), text);
}

TEST(Compression, says_that_the_answer_depends_on_the_client_also_when_it_stays_as_it_is)
{
    std::string const text(5000, 'x');
    for (auto const& reply : {answered(text, {}), answered(text, {{"Accept-Encoding", "identity"}}),
                              answered("small", {{"Accept-Encoding", "gzip"}})}) {
        EXPECT_EQ(header_of(reply, "Vary"), "Accept-Encoding");
        EXPECT_EQ(header_of(reply, "Content-Encoding"), "");
        EXPECT_TRUE(*reply.body == text || *reply.body == "small");
    }
}

TEST(Compression, leaves_an_answer_without_content_alone)
{
    Request request;
    request.headers = {{"Accept-Encoding", "gzip"}};
    auto reply = empty_reply(Code::Not_Modified);
    compress(reply, request);
    EXPECT_FALSE(reply.has_content());
    EXPECT_EQ(header_of(reply, "Vary"), "Accept-Encoding");
}

}  // namespace
}  // namespace rmirror::http
