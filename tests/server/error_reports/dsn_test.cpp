// SPDX-License-Identifier: AGPL-3.0-or-later
#include "error_reports/dsn.hpp"

#include <gtest/gtest.h>

namespace rmirror::error_reports {
namespace {

TEST(Dsn, names_a_project_and_its_key)
{
    struct Case {
        char const* text;
        char const* url;
        char const* key;
    };
    for (auto const& [text, url, key] :
         {Case{"https://abc123@o1.ingest.sentry.io/42", "https://o1.ingest.sentry.io/api/42/envelope/",
               "abc123"},
          Case{"http://abc@127.0.0.1:9000/1", "http://127.0.0.1:9000/api/1/envelope/", "abc"},
          Case{"http://abc@[::1]:9000/1", "http://[::1]:9000/api/1/envelope/", "abc"},
          Case{"https://abc@example.org/sentry/eu/7", "https://example.org/sentry/eu/api/7/envelope/", "abc"},
          Case{"https://abc:secret@example.org/7", "https://example.org/api/7/envelope/", "abc"}}) {
        auto const dsn = Dsn::read(text);
        ASSERT_TRUE(dsn.ok()) << text;
        EXPECT_EQ(dsn.value().envelope_url, url);
        EXPECT_EQ(dsn.value().key, key);
    }
}

TEST(Dsn, refuses_anything_else_without_repeating_it)
{
    for (auto const* const text :
         {"", "abc", "https://example.org/7", "https://@example.org/7", "https://abc@/7",
          "https://abc@example.org", "https://abc@example.org/", "ftp://abc@example.org/7",
          "https://abc@exa mple.org/7", "https://abc@example.org/7\r\nX: y", "https://a/c@example.org/7",
          "https://abc@example.org/7?x"}) {
        auto const dsn = Dsn::read(text);
        ASSERT_FALSE(dsn.ok()) << text;
        EXPECT_EQ(dsn.error().sentence, "must look like https://KEY@HOST/PROJECT, as the service shows it");
    }
}

}  // namespace
}  // namespace rmirror::error_reports
