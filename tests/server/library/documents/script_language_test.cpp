// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/script_language.hpp"

#include "library/documents/page_text.hpp"
#include "library/library.hpp"
#include "library/notebook_language.hpp"

#include <gtest/gtest.h>

namespace rmirror::library {
namespace {

using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::uuid_of;

TEST(ScriptLanguage, is_that_of_most_letters_where_a_script_has_one)
{
    for (auto const& [text, language] :
         {std::pair("שלום עולם", "he"), std::pair("مرحبا بالعالم", "ar"), std::pair("東京都", "zh"),
          std::pair("東京へ", "ja"), std::pair("안녕하세요", "ko"), std::pair("สวัสดี", "th"),
          std::pair("- [ ] לקנות עט 12", "he"), std::pair("Buy ink", ""), std::pair("Купить", ""),
          std::pair("Buy שלום ink and paper", ""), std::pair("12:30 → ☐", ""), std::pair("", "")})
        EXPECT_EQ(language_of_script(text), language) << text;
}

TEST(LanguageTag, has_a_code_and_subtags)
{
    for (auto const* const tag : {"he", "zh-Hant", "de-CH-1996", "x1-a"})
        EXPECT_TRUE(is_language_tag(tag)) << tag;
    for (auto const* const tag :
         {"", "h", "he-", "-he", "he--IL", "Hebrew language", "hé", "toolongcode", "he_IL"})
        EXPECT_FALSE(is_language_tag(tag)) << tag;
}

class PageLanguage : public rmirror::test::LibraryTest {
protected:
    PageLanguage()
    {
        send(rmirror::test::library({notebook(1, {page(1, 1)})}));
        store(1, 1, 1);
    }

    bool set(std::optional<std::string> const& language, std::size_t number = 1)
    {
        return write(pool, user, [&](LibraryWork& work) {
            return set_notebook_language(work, uuid_of(number), language);
        });
    }

    /// The language of the page after a model has answered with this one.
    std::string read(std::string const& language, std::string const& text)
    {
        write(pool, user, [&](LibraryWork& work) {
            write_page_text(work, {PageId(value("SELECT id FROM pages")), std::nullopt},
                            {text, language, {}});
        });
        return value("SELECT coalesce(ocr_language, '-') FROM pages");
    }
};

TEST_F(PageLanguage, is_the_answers_else_the_notebooks_else_that_of_the_letters)
{
    EXPECT_EQ(read("fa", "سلام دنیا"), "fa");
    EXPECT_EQ(read("", "سلام دنیا"), "ar");
    EXPECT_EQ(read("", "Buy ink"), "-");
    EXPECT_TRUE(set("fa"));
    EXPECT_EQ(read("", "سلام دنیا"), "fa");
    EXPECT_EQ(read("", "Buy ink"), "fa");
    EXPECT_EQ(read("en", "Buy ink"), "en");
    EXPECT_TRUE(set(std::nullopt));
    EXPECT_EQ(read("", "שלום"), "he");
}

TEST_F(PageLanguage, is_told_to_clients_when_the_notebook_gets_one)
{
    auto const change = [this] { return value("SELECT change FROM notebooks"); };
    auto const before = change();
    EXPECT_TRUE(set("he"));
    EXPECT_EQ(value("SELECT notebook_json(notebook) ->> 'language' FROM notebooks AS notebook"), "he");
    auto const after = change();
    EXPECT_NE(after, before);
    EXPECT_TRUE(set("he"));
    EXPECT_EQ(change(), after) << "Nothing has changed.";
    EXPECT_FALSE(set("he", 2));
    // A manifest knows nothing of it.
    send(rmirror::test::library({notebook(1, {page(1, 2)})}));
    EXPECT_EQ(value("SELECT language FROM notebooks"), "he");
}

}  // namespace
}  // namespace rmirror::library
