// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/envelope.hpp"

#include "checkout.hpp"
#include "crypto/base64.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <set>

namespace rmirror::crypto {
namespace {

UserId const kAda("0190a5d0-0000-7000-8000-000000000001");
UserId const kBob("0190a5d0-0000-7000-8000-000000000002");
Secret const kMaster(std::string(kMasterKeyBytes, 'm'));
EnvelopeContext const kContext{kAda, "readwise", "k1"};

std::string text_of(std::optional<Secret> const& opened)
{
    return opened ? opened->reveal() : "(not opened)";
}

/// make-envelope-vectors.mjs
boost::json::array vectors()
{
    std::ifstream file(checkout() + "/tests/server/crypto/envelope-vectors.json");
    return boost::json::parse(std::string(std::istreambuf_iterator<char>(file), {})).as_array();
}

TEST(Envelope, opens_what_another_program_sealed_by_its_description)
{
    auto const all = vectors();
    EXPECT_EQ(all.size(), 4U);
    for (auto const& vector : all) {
        auto const text = [&](char const* name) { return std::string(vector.at(name).as_string()); };
        Secret const master(parse_base64(text("master")).value());
        UserId const user(text("user_id"));
        auto const opened = open_envelope(master, {user, text("provider"), text("key_id")},
                                          parse_base64(text("envelope")).value());
        EXPECT_EQ(text_of(opened), text("text"));
    }
}

TEST(Envelope, gives_back_the_text_it_was_sealed_from)
{
    for (std::string const& text : {std::string(), std::string("x"), std::string(60'000, '\0')}) {
        auto const envelope = seal_envelope(kMaster, kContext, Secret(text));
        EXPECT_EQ(envelope.size(), text.size() + kEnvelopeBytes);
        EXPECT_EQ(text_of(open_envelope(kMaster, kContext, envelope)), text);
    }
}

TEST(Envelope, holds_nothing_of_its_text_and_is_never_the_same)
{
    std::string const text = "a secret token";
    std::set<std::string> envelopes;
    std::set<std::string> nonces;
    for (int i = 0; i < 1000; ++i) {
        auto const envelope = seal_envelope(kMaster, kContext, Secret(text));
        EXPECT_EQ(envelope.find(text.substr(0, 8)), std::string::npos);
        envelopes.insert(envelope);
        nonces.insert(envelope.substr(1, 12));
    }
    EXPECT_EQ(envelopes.size(), 1000U);
    EXPECT_EQ(nonces.size(), 1000U);
}

TEST(Envelope, does_not_open_when_a_bit_of_it_differs)
{
    auto const envelope = seal_envelope(kMaster, kContext, Secret("a token"));
    for (std::size_t byte = 0; byte < envelope.size(); ++byte)
        for (unsigned bit = 0; bit < 8; ++bit) {
            auto tampered = envelope;
            tampered[byte] = static_cast<char>(static_cast<unsigned char>(tampered[byte]) ^ (1U << bit));
            EXPECT_FALSE(open_envelope(kMaster, kContext, tampered)) << "byte " << byte << ", bit " << bit;
        }
}

TEST(Envelope, does_not_open_when_it_is_shorter_longer_or_none)
{
    auto const envelope = seal_envelope(kMaster, kContext, Secret("a token"));
    for (std::size_t size = 0; size < envelope.size(); ++size)
        EXPECT_FALSE(open_envelope(kMaster, kContext, envelope.substr(0, size))) << size << " bytes";
    EXPECT_FALSE(open_envelope(kMaster, kContext, envelope + '\0'));
    EXPECT_FALSE(open_envelope(kMaster, kContext, R"({"token":"stored in plain text"})"));
    EXPECT_FALSE(open_envelope(kMaster, kContext, "\x01" + std::string(28, '\0')));
}

TEST(Envelope, does_not_open_for_another_user_provider_or_key)
{
    auto const envelope = seal_envelope(kMaster, kContext, Secret("a token"));
    EXPECT_FALSE(open_envelope(kMaster, {kBob, "readwise", "k1"}, envelope));
    EXPECT_FALSE(open_envelope(kMaster, {kAda, "webhook", "k1"}, envelope));
    EXPECT_FALSE(open_envelope(kMaster, {kAda, "readwise", "k2"}, envelope));
    EXPECT_FALSE(open_envelope(Secret(std::string(kMasterKeyBytes, 'n')), kContext, envelope));
    EXPECT_TRUE(open_envelope(kMaster, kContext, envelope));
}

TEST(Envelope, tells_contexts_apart_that_read_the_same_when_joined)
{
    auto const envelope = seal_envelope(kMaster, {kAda, "ab", "c"}, Secret("a token"));
    EXPECT_FALSE(open_envelope(kMaster, {kAda, "a", "bc"}, envelope));
    EXPECT_FALSE(open_envelope(kMaster, {kAda, "abc", ""}, envelope));
    EXPECT_TRUE(open_envelope(kMaster, {kAda, "ab", "c"}, envelope));
}

TEST(Envelope, takes_no_master_key_of_another_length)
{
    Secret const short_key(std::string(kMasterKeyBytes - 1, 'm'));
    EXPECT_THROW(seal_envelope(short_key, kContext, Secret("a token")), std::logic_error);
    auto const envelope = seal_envelope(kMaster, kContext, Secret("a token"));
    EXPECT_THROW(open_envelope(short_key, kContext, envelope), std::logic_error);
}

}  // namespace
}  // namespace rmirror::crypto
