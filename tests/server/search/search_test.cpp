// SPDX-License-Identifier: AGPL-3.0-or-later
// What people find of what they wrote, and what they never find of others.
#include "search/search.hpp"

#include "library/library.hpp"

#include <algorithm>

namespace rmirror::search {
namespace {

using rmirror::test::uuid_of;
namespace json = boost::json;

/// Notebook 1 has page 11, notebook 2 page 22 and so on, unless a test says otherwise.
struct SearchTest : rmirror::test::LibraryTest {
    void report(json::array notebooks, UserId const& as = {})
    {
        auto const answer = send(rmirror::test::library(std::move(notebooks), "library"), as);
        ASSERT_TRUE(answer.contains("written")) << json::serialize(answer);
    }

    static json::object named(std::size_t number, char const* name, json::array pages = {})
    {
        auto notebook = rmirror::test::notebook(number, std::move(pages));
        notebook["visible_name"] = name;
        return notebook;
    }

    static json::object typed(std::size_t number, char const* text)
    {
        auto page = rmirror::test::page(number, number);
        page["typed_text"] = text;
        return page;
    }

    /// As the worker does it.
    void read(std::size_t page, std::string const& text)
    {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params("UPDATE pages SET ocr_text = $2, ocr_status = 'completed' WHERE page_uuid = $1",
                             uuid_of(page), text);
        });
    }

    /// One notebook with one page for each text; the page's number is the notebook's twice.
    void write(std::initializer_list<char const*> texts)
    {
        json::array notebooks;
        for (std::size_t number = 1; number <= texts.size(); ++number)
            notebooks.push_back(named(number, "Untitled", {rmirror::test::page(11 * number, 11 * number)}));
        report(std::move(notebooks));
        std::size_t number = 0;
        for (auto const* const text : texts)
            read(11 * ++number, text);
    }

    json::object ask_all(Question const& question, UserId const& as = {})
    {
        auto const& who = as.empty() ? user : as;
        return json::parse(
                   db::as_user(pool, who, [&](pqxx::work& work) { return answer(work, who, question); }))
            .as_object();
    }

    json::object ask(std::string const& text) { return ask_all({.text = text}); }

    /// The notebooks that are found, by their numbers and in no order.
    std::string found_by(Question const& question, UserId const& as = {})
    {
        std::vector<std::string> numbers;
        auto const answered = ask_all(question, as);
        for (auto const& item : answered.at("items").as_array())
            numbers.push_back(std::to_string(
                std::stoi(std::string(item.at("notebook").at("notebook_uuid").as_string()).substr(24))));
        std::sort(numbers.begin(), numbers.end());
        std::string all;
        for (auto const& number : numbers)
            all += (all.empty() ? "" : " ") + number;
        return all;
    }

    std::string found(std::string const& text) { return found_by({.text = text}); }
};

std::string first_snippet(json::object const& answered)
{
    return json::serialize(answered.at("items").at(0).at("pages").at(0).at("snippets").at(0));
}

TEST_F(SearchTest, finds_words_whatever_their_case_accents_and_endings)
{
    write({"Café au lait\nÉTUDES", "Running through the *meetings*", "the year 2026"});
    for (auto const* const text : {"cafe", "CAFÉ", "etude", "\"au lait\""})
        EXPECT_EQ(found(text), "1") << text;
    for (auto const* const text : {"run", "runs", "Meeting", "running meeting"})
        EXPECT_EQ(found(text), "2") << text;
    EXPECT_EQ(found("2026"), "3");
    EXPECT_EQ(found("the"), "2 3");
    EXPECT_EQ(found("café meeting"), "");
}

TEST_F(SearchTest, takes_phrases_alternatives_and_exclusions)
{
    write({"to be or not to be", "not to worry, be happy", "happy birthday"});
    EXPECT_EQ(found("\"not to be\""), "1");
    EXPECT_EQ(found("birthday OR worry"), "2 3");
    EXPECT_EQ(found("happy -birthday"), "2");
    EXPECT_EQ(found("happy -\"be happy\""), "3");
}

TEST_F(SearchTest, knows_the_endings_of_the_language_a_page_is_in)
{
    write({"die Häuser am See", "les chevaux galopaient"});
    for (auto const& [tag, language] :
         {std::pair("de-CH", "de"), std::pair("nb", "no"), std::pair("ja", "simple"), std::pair("", "en"),
          std::pair("de; DROP", "simple")})
        EXPECT_EQ(value(std::string("SELECT search_language('") + tag + "')"), language);
    auto const speak = [&](std::size_t page, std::string const& language) {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params(
                "UPDATE search_documents SET language = $2, "
                "vector = to_tsvector(search_configuration($2), ocr_text) "
                "FROM pages WHERE pages.user_id = search_documents.user_id AND page_id = pages.id AND "
                "page_uuid = $1",
                uuid_of(page), language);
        });
    };
    speak(11, "de");
    speak(22, "fr");
    EXPECT_EQ(found("haus"), "1");
    EXPECT_EQ(found("cheval galope"), "2");
}

TEST_F(SearchTest, looks_through_thousands_of_long_highlights_only_so_far)
{
    auto page = rmirror::test::page(11, 11);
    json::array highlights{json::object{{"original_text", "sunrise"}}};
    for (int i = 0; i < 7; ++i)
        highlights.push_back(
            json::object{{"original_text", std::string(4500, 'x') + " " + std::string(4500, 'y')}});
    highlights.push_back(json::object{{"original_text", "sunrise again"}});
    page["highlights"] = highlights;
    report({named(1, "Untitled", {page})});
    auto const answered = ask("sunrise");
    EXPECT_EQ(answered.at("items").at(0).at("pages").at(0).at("snippets").as_array().size(), 1U);
}

TEST_F(SearchTest, looks_into_names_typed_text_tags_todos_and_highlights)
{
    auto tagged = typed(11, "Shopping list");
    tagged["tags"] = json::array{"urgent"};
    tagged["highlights"] = {{{"original_text", "marked passage"}, {"color", "yellow"}}};
    auto diary = named(1, "Diary of Ann", {tagged});
    diary["tags"] = json::array{"private"};
    diary["authors"] = json::array{"Lovelace"};
    report({diary});
    db::as_system(pool, [](pqxx::work& work) {
        work.exec(
            "INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) "
            "SELECT user_id, id, 0, 'water the plants', 't1:0' FROM pages");
    });
    for (auto const* const word : {"shop", "urgent", "passage", "diary", "private", "lovelace", "plants"})
        EXPECT_EQ(found(word), "1") << word;
    auto const source = [&](char const* text) {
        return ask(text).at("items").at(0).at("pages").at(0).at("snippets").at(0).at("source").as_string();
    };
    EXPECT_EQ(source("shop"), "typed_text");
    EXPECT_EQ(source("urgent"), "tag");
    EXPECT_EQ(source("passage"), "highlight");
    EXPECT_EQ(source("plant"), "todo");
    auto const by_name = ask("diary");
    EXPECT_EQ(json::serialize(by_name.at("items").at(0).at("name")),
              R"({"text":"Diary of Ann","ranges":[{"start":0,"end":5}]})");
    EXPECT_TRUE(by_name.at("items").at(0).at("pages").as_array().empty());
}

TEST_F(SearchTest, shows_where_the_words_stand)
{
    write({"# Plan\n😀 Our Meeting\x02 with <b>Jürgen</b>"});
    EXPECT_EQ(first_snippet(ask("meetings jurgen")),
              R"({"text":"# Plan\n😀 Our Meeting with  Jürgen ","ranges":[{"start":14,"end":21},)"
              R"({"start":28,"end":34}],"source":"text"})");
}

TEST_F(SearchTest, finds_what_was_meant_by_a_misspelt_word)
{
    write({"we will receive the parcel", "a recipe for soup", "nothing of it"});
    auto const answered = ask("recieve parcel");
    EXPECT_EQ(json::serialize(answered.at("corrections")), R"([{"word":"recieve","also":["receive"]}])");
    ASSERT_EQ(answered.at("items").as_array().size(), 1U);
    EXPECT_NE(first_snippet(answered).find(R"("start":8,"end":15)"), std::string::npos);
    EXPECT_EQ(found("soop"), "2");
    EXPECT_EQ(found("parcle -receive"), "");
    EXPECT_EQ(found("xylophone"), "");
    report({named(9, "Übersicht")});
    EXPECT_EQ(found("ubersihct"), "9");
}

TEST_F(SearchTest, ranks_what_was_spelt_so_before_what_is_alike)
{
    write({"bread and butter", "better bread"});
    auto const answered = ask("butter");
    ASSERT_EQ(answered.at("items").as_array().size(), 2U);
    EXPECT_EQ(answered.at("items").at(0).at("notebook").at("notebook_uuid").as_string(), uuid_of(1));
}

TEST_F(SearchTest, corrects_nothing_when_enough_is_found_nor_mere_endings)
{
    write({"ink", "ink", "ink", "ink", "ink", "inks and sinks"});
    EXPECT_TRUE(ask("ink").at("corrections").as_array().empty());
    EXPECT_TRUE(ask("sinking").at("corrections").as_array().empty());
}

TEST_F(SearchTest, ranks_names_then_nearness_then_the_newest)
{
    json::array notebooks{named(1, "Budget"), named(2, "Other", {typed(22, "budget far away from the plan")}),
                          named(3, "More", {typed(33, "budget plan")}),
                          named(4, "Old", {typed(44, "budget plan")})};
    for (auto const& [at, day] : {std::pair(2, "03"), std::pair(3, "02")})
        notebooks[static_cast<std::size_t>(at)].as_object()["last_modified"] =
            std::string("2026-03-") + day + "T12:00:00Z";
    report(notebooks);
    auto const order = [&](char const* text) {
        std::string all;
        auto const answered = ask(text);
        for (auto const& item : answered.at("items").as_array())
            all += item.at("notebook").at("notebook_uuid").as_string().back();
        return all;
    };
    EXPECT_EQ(order("budget").front(), '1');
    EXPECT_EQ(order("budget plan"), "342");
}

TEST_F(SearchTest, keeps_to_its_filters)
{
    auto folder = named(1, "Work");
    folder["document_type"] = "folder";
    auto inner_folder = named(2, "Deep");
    inner_folder["document_type"] = "folder";
    inner_folder["parent_uuid"] = uuid_of(1);
    auto inside = named(3, "Inside", {typed(33, "apples")});
    inside["parent_uuid"] = uuid_of(2);
    inside["last_modified"] = "2026-03-01T00:00:00Z";
    auto tagged_page = typed(44, "apples");
    tagged_page["tags"] = json::array{"Fruit"};
    auto tagged = named(4, "Outside", {tagged_page, typed(45, "apples and pears")});
    tagged["last_modified"] = "2026-03-02T00:00:00Z";
    auto trashed = named(5, "Gone", {typed(55, "apples")});
    trashed["is_trashed"] = true;
    report({folder, inner_folder, inside, tagged, trashed});
    EXPECT_EQ(found("apples"), "3 4");
    EXPECT_EQ(found_by({.text = "apples", .folder = uuid_of(1)}), "3");
    EXPECT_EQ(found_by({.text = "apples", .folder = uuid_of(9)}), "");
    EXPECT_EQ(found_by({.text = "apples", .notebook = uuid_of(4)}), "4");
    EXPECT_EQ(found_by({.text = "apples", .folder = uuid_of(1), .notebook = uuid_of(4)}), "");
    EXPECT_EQ(found_by({.text = "apples", .from = "2026-03-02T00:00:00Z"}), "4");
    EXPECT_EQ(found_by({.text = "apples", .to = "2026-03-02T00:00:00Z"}), "3");
    EXPECT_EQ(found_by({.text = "apples", .tags = {"fruit"}}), "4");
    EXPECT_EQ(found_by({.text = "pears", .tags = {"fruit"}}), "");
}

TEST_F(SearchTest, wants_all_tags_of_the_page_or_its_notebook)
{
    auto const tagged = [](std::size_t number, json::array tags) {
        auto page = typed(number, "apples");
        page["tags"] = std::move(tags);
        return page;
    };
    auto both_levels = named(1, "One", {tagged(11, {"Ripe"})});
    both_levels["tags"] = json::array{"fruit"};
    report({both_levels, named(2, "Two", {tagged(22, {"ripe", "fruit", "red"})}),
            named(3, "Three", {tagged(33, {"ripe"}), tagged(34, {"fruit"})}),
            named(4, "Four", {tagged(44, {"fruit"})})});
    EXPECT_EQ(found_by({.text = "apples", .tags = {"ripe"}}), "1 2 3");
    EXPECT_EQ(found_by({.text = "apples", .tags = {"ripe", "FRUIT"}}), "1 2");
    EXPECT_EQ(found_by({.text = "apples", .tags = {"fruit", "ripe"}}), "1 2");
    EXPECT_EQ(found_by({.text = "apples", .tags = {"fruit", "ripe", "red"}}), "2");
    EXPECT_EQ(found_by({.text = "appels", .tags = {"fruit", "ripe", "red"}}), "2");
    EXPECT_EQ(found_by({.text = "apples", .tags = {"ripe", "ripe", "\"}\\"}}), "");
}

TEST_F(SearchTest, keeps_to_favourites_and_to_states_of_pages)
{
    auto favourite = named(1, "One", {typed(11, "apples"), typed(12, "pears")});
    favourite["is_pinned"] = true;
    report({favourite, named(2, "Two", {typed(22, "apples")}), named(3, "Apples")});
    EXPECT_EQ(found_by({.text = "apples", .is_pinned = true}), "1");
    EXPECT_EQ(found_by({.text = "apples", .is_pinned = false}), "2 3");
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec0("UPDATE pages SET ocr_status = 'completed'");
        work.exec_params("UPDATE pages SET ocr_status = 'failed' WHERE page_uuid = $1", uuid_of(12));
        work.exec_params("UPDATE pages SET ocr_status = 'pending_quota' WHERE page_uuid = $1", uuid_of(22));
    });
    EXPECT_EQ(found_by({.text = "apples", .states = {"failed"}}), "1");
    EXPECT_EQ(found_by({.text = "apples", .states = {"pending_quota"}}), "2");
    EXPECT_EQ(found_by({.text = "apples", .states = {"failed", "pending_quota"}}), "1 2");
    EXPECT_EQ(found_by({.text = "apples", .states = {"synced"}}), "3") << "one page that isn't is enough";
    EXPECT_EQ(found_by({.text = "apples", .states = {"pending", "synced"}}), "3");
    EXPECT_EQ(found_by({.text = "apples", .is_pinned = true, .states = {"synced"}}), "");
}

TEST_F(SearchTest, forgets_what_is_gone_and_finds_it_when_it_comes_back)
{
    auto const with = named(1, "Diary", {typed(11, "apples"), typed(12, "pears")});
    report({with});
    report({named(1, "Journal", {typed(11, "cherries")})});
    for (auto const* const word : {"apples", "pears", "diary"})
        EXPECT_EQ(found(word), "") << word;
    EXPECT_EQ(found("cherries journal"), "1") << "a word of the name counts for the page";
    EXPECT_EQ(found("cherries OR journal"), "1");
    report({named(2, "Other")});
    EXPECT_EQ(found("cherries OR journal"), "");
    EXPECT_EQ(value("SELECT count(*) FROM search_documents"), "1");
    report({with});
    EXPECT_EQ(found("pears"), "1");
    EXPECT_EQ(value("SELECT count(*) FROM search_documents"), "3");
}

TEST_F(SearchTest, goes_on_where_it_stopped_whatever_comes_in_between)
{
    json::array notebooks;
    for (std::size_t number = 1; number <= 7; ++number)
        notebooks.push_back(named(number, "Untitled", {typed(11 * number, "plums")}));
    report(notebooks);
    Question question{.text = "plums", .limit = 3};
    std::vector<std::string> seen;
    for (int piece = 0; piece < 4; ++piece) {
        auto const answered = ask_all(question);
        for (auto const& item : answered.at("items").as_array())
            seen.emplace_back(item.at("notebook").at("notebook_uuid").as_string());
        if (answered.at("next").is_null())
            break;
        question.after = Cursor::parse(std::string(answered.at("next").as_string()));
        ASSERT_TRUE(question.after);
        notebooks.push_back(named(8 + static_cast<std::size_t>(piece), "plums plums"));
        report(notebooks);
    }
    EXPECT_EQ(seen.size(), 7U);
    std::sort(seen.begin(), seen.end());
    EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
}

TEST_F(SearchTest, shows_the_best_pages_of_a_notebook_and_the_newest_of_very_many)
{
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
            "VALUES ($1, $2, 'notebook', 'Untitled')",
            user, uuid_of(1));
        work.exec(
            "INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, typed_text, image_at) "
            "SELECT user_id, id, gen_random_uuid(), number, "
            "CASE WHEN number = 1 THEN 'oldest' ELSE 'common' END || repeat(' common', (number = "
            "700)::integer), "
            "now() + number * interval '1 second' FROM notebooks, generate_series(1, 701) AS number");
    });
    auto const answered = ask("common");
    EXPECT_EQ(answered.at("is_complete"), false);
    auto const& pages = answered.at("items").at(0).at("pages").as_array();
    ASSERT_EQ(pages.size(), 5U);
    EXPECT_EQ(pages[0].at("page_number"), 700);
    EXPECT_EQ(ask("oldest").at("items").at(0).at("pages").at(0).at("page_number"), 1);
    EXPECT_EQ(ask("oldest").at("is_complete"), true);
}

TEST_F(SearchTest, never_shows_nor_hints_at_what_others_wrote)
{
    auto const other = add_user("other@example.org");
    report({named(1, "Secret", {typed(11, "the combination of the safe")})});
    report({named(1, "Mine", {typed(11, "the bicycle")})}, other);
    for (auto const* const text : {"combination", "combinaton", "secret", "the"}) {
        auto const answered = ask_all({.text = text}, other);
        EXPECT_TRUE(answered.at("corrections").as_array().empty()) << text;
        EXPECT_EQ(json::serialize(answered).find("Secret"), std::string::npos) << text;
    }
    EXPECT_EQ(found_by({.text = "combination", .notebook = uuid_of(1)}, other), "");
    auto const hits = [&](UserId const& who) {
        return db::as_user(pool, who, [](pqxx::work& work) {
            return work.exec("SELECT FROM search_hits('en', 'safe', 'safe', NULL, '{}', NULL, '{}', 10)")
                .size();
        });
    };
    EXPECT_EQ(hits(user), 1U);
    EXPECT_EQ(hits(other), 0U);
    EXPECT_EQ(hits(UserId()), 0U);
}

TEST_F(SearchTest, answers_what_makes_no_sense_with_nothing)
{
    write({"apples & pears: a 'quoted' \\ thing!"});
    std::string many = "apples";
    for (int i = 0; i < 60; ++i)
        many += " OR b" + std::to_string(i);
    for (std::string const text : {" ", "\"", "-", "-apples", "& | ! ( )", "OR", "OR OR", "'", "\\", "<->",
                                   ":*", "!!", "apples OR -pears"})
        EXPECT_EQ(found(text), "") << text;
    EXPECT_EQ(found(many), "1");
    EXPECT_EQ(found("apples:* & !pears"), "1");
    EXPECT_EQ(found("quoted \\ 'thing"), "1");
    EXPECT_EQ(found(std::string(kMaxLetters, 'x')), "");
}

TEST_F(SearchTest, takes_pages_of_any_size_and_letters)
{
    std::string text = "needle ";
    for (int number = 0; text.size() < 900'000; ++number)
        text += "w" + std::to_string(number) + "-x" + std::to_string(number) + "\n";
    write({text.c_str(),
           "\xf0\x9f\x98\x80 \xe6\x97\xa5\xe6\x9c\xac "
           "\xd0\xa0\xd1\x83\xd1\x81\xd1\x81\xd0\xba\xd0\xb8\xd0\xb9"});
    EXPECT_EQ(found("needle"), "1");
    EXPECT_EQ(found("\xe6\x97\xa5\xe6\x9c\xac"), "2");
    EXPECT_EQ(found("\xd0\xa0\xd0\xa3\xd0\xa1\xd0\xa1\xd0\x9a\xd0\x98\xd0\x99"), "2");
    read(22, std::string(900'000, 'a'));
    EXPECT_EQ(found("needle"), "1");
}

TEST_F(SearchTest, finds_any_part_of_what_is_written_without_blanks)
{
    write({"明日は東京都へ行きます。", "京都の寺と海東の京", "서울에서 만나요", "ฉันไปโรงเรียนทุกวัน",
           "ພາສາລາວ ភាសាខ្មែរ မြန်မာ", "iPhone手机 v2版"});
    for (auto const& [text, numbers] :
         {std::pair("東京", "1"), std::pair("京都", "1 2"), std::pair("東京都へ", "1"), std::pair("寺", "2"),
          std::pair("東京 行き", "1"), std::pair("\"都へ行\"", "1"), std::pair("京都 -寺", "1"),
          std::pair("서울", "3"), std::pair("만나", "3"), std::pair("โรงเรียน", "4"), std::pair("ลาว", ""),
          std::pair("ລາວ", "5"), std::pair("ខ្មែរ", "5"), std::pair("မြန်မာ", "5"), std::pair("手机", "6"),
          std::pair("iphone", "6"), std::pair("版 OR 寺", "2 6"), std::pair("大阪", "")})
        EXPECT_EQ(found(text), numbers) << text;
    EXPECT_EQ(first_snippet(ask("東京都")),
              R"({"text":"明日は東京都へ行きます。","ranges":[{"start":3,"end":6}],"source":"text"})");
    report({named(9, "日本語のノート")});
    EXPECT_EQ(json::serialize(ask("日本語").at("items").at(0).at("name")),
              R"({"text":"日本語のノート","ranges":[{"start":0,"end":3}]})");
    EXPECT_EQ(value("SELECT count(*) FROM search_words WHERE word ~ '[^a-z]'"), "0");
    EXPECT_EQ(value("SELECT search_apart(E'caf\u00e9 \u0e17\u0e35\u0e48x')"), "café \x1fที่\x1fx");
}

TEST_F(SearchTest, keeps_words_of_languages_without_endings_as_they_are)
{
    write({"שלום עולם, ספר חדש", "كتاب جديد عن البحر"});
    db::as_system(pool, [](pqxx::work& work) {
        work.exec("UPDATE pages SET ocr_language = 'he' WHERE page_number = 1");
    });
    read(11, "שלום עולם, ספר חדש מאד");
    for (auto const& [text, numbers] : {std::pair("ספר", "1"), std::pair("\"שלום עולם\"", "1"),
                                        std::pair("كتاب", "2"), std::pair("בית", "")})
        EXPECT_EQ(found(text), numbers) << text;
    EXPECT_EQ(found("שולם"), "1") << "Misspelt.";
}

TEST(SearchCursor, is_taken_only_as_it_was_given)
{
    auto const id = uuid_of(1);
    EXPECT_TRUE(Cursor::parse("87.1763654400000000." + id));
    for (auto const& bad :
         std::vector<std::string>{"", ".", "1." + id, "1.2." + id + "x", "1.2.", "-1.2." + id, "1000.2." + id,
                                  "1.123456789012345678." + id, "1.2.3." + id, "1..'" + id})
        EXPECT_FALSE(Cursor::parse(bad)) << bad;
}

}  // namespace
}  // namespace rmirror::search
