// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client/addresses.hpp"

#include <gtest/gtest.h>

namespace rmirror::upstream {
namespace {

TEST(Addresses, of_the_internet_at_large_are_public)
{
    for (auto const* const address :
         {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
          "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "198.17.255.255",
          "198.20.0.0", "223.255.255.255", "2606:4700:4700::1111", "2001:200::1", "2a00:1450:4001::1",
          "64:ff9b::8.8.8.8"})
        EXPECT_TRUE(is_public(std::string_view(address))) << address;
}

TEST(Addresses, of_a_private_network_are_not)
{
    for (auto const* const address : {"0.0.0.0",
                                      "10.0.0.1",
                                      "100.64.0.1",
                                      "100.127.255.255",
                                      "127.0.0.1",
                                      "127.255.255.255",
                                      "169.254.169.254",
                                      "172.16.0.1",
                                      "172.31.255.255",
                                      "192.0.0.8",
                                      "192.0.2.1",
                                      "192.88.99.1",
                                      "192.168.0.1",
                                      "198.18.0.1",
                                      "198.19.255.255",
                                      "198.51.100.1",
                                      "203.0.113.1",
                                      "224.0.0.1",
                                      "239.255.255.255",
                                      "240.0.0.1",
                                      "255.255.255.255",
                                      "::",
                                      "::1",
                                      "::7f00:1",
                                      "::ffff:127.0.0.1",
                                      "::ffff:10.0.0.1",
                                      "::ffff:8.8.8.8",
                                      "64:ff9b::10.0.0.1",
                                      "64:ff9b::7f00:1",
                                      "64:ff9b:1::a00:1",
                                      "100::1",
                                      "2001::1",
                                      "2001:2::1",
                                      "2001:db8::1",
                                      "2002:7f00:1::1",
                                      "2002:808:808::1",
                                      "3fff::1",
                                      "fc00::1",
                                      "fd12:3456::1",
                                      "fe80::1",
                                      "fec0::1",
                                      "ff02::1",
                                      "5f00::1",
                                      "localhost",
                                      "",
                                      "1.1.1",
                                      "example.org",
                                      "[2606:4700::1]"})
        EXPECT_FALSE(is_public(std::string_view(address))) << address;
}

TEST(Addresses, of_calls_are_taken_when_they_are_whole)
{
    for (auto const* const url :
         {"https://example.org", "http://example.org:8080/a?b=c", "https://1.1.1.1/hook",
          "https://[2606:4700:4700::1111]/", "https://localhost.example.org/"})
        EXPECT_EQ(url_fault(url, Reach::public_only), "") << url;
}

TEST(Addresses, of_calls_are_refused_with_the_reason)
{
    for (auto const* const url : {"", "example.org", "ftp://example.org/", "file:///etc/passwd", "HTTPS//x"})
        EXPECT_EQ(url_fault(url, Reach::anywhere), "Must start with https:// or http://.") << url;
    for (auto const* const url : {"https://", "https://exa mple.org", "https://example.org/\r\nX: y",
                                  "https://example.org:99999/", "https://[::1/", "https://bücher.example/"})
        EXPECT_EQ(url_fault(url, Reach::anywhere), "Must be a valid web address.") << url;
    for (auto const* const url : {"https://kim:secret@example.org/", "https://token@example.org/"})
        EXPECT_EQ(url_fault(url, Reach::anywhere), "Must not contain a user name or password.") << url;
}

TEST(Addresses, of_private_networks_are_refused_however_they_are_written)
{
    for (auto const* const url :
         {"http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/",
          "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://10.1.2.3:9000/x",
          "http://169.254.169.254/latest/meta-data/"}) {
        EXPECT_EQ(url_fault(url, Reach::public_only), "Must not be an address of a private network.") << url;
        EXPECT_EQ(url_fault(url, Reach::anywhere), "") << url;
    }
}

}  // namespace
}  // namespace rmirror::upstream
