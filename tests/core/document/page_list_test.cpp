// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/names.hpp"
#include "document_files.hpp"

#include <gtest/gtest.h>

namespace rmirror {
namespace {

std::vector<std::string> uuids(Document const& document)
{
    return each(document, &DocumentPage::uuid);
}

std::vector<std::string> files(Document const& document)
{
    return each(document, &DocumentPage::file);
}

/// An entry of cPages.pages; `more` are further members, each with a comma before it.
std::string entry(int number, std::string const& place, std::string const& more = "")
{
    return R"({"id":")" + uuid(number) + R"(","idx":{"timestamp":"1:1","value":")" + place + R"("})" + more +
           "}";
}

std::string collaborative(std::string const& entries, std::string const& more = "")
{
    return R"({"formatVersion":2,"cPages":{"pages":[)" + entries + "]" + more + "}";
}

TEST(PageList, of_the_first_versions_is_a_list_of_uuids)
{
    auto const document = read_content(
        R"({"fileType":"notebook","pages":[")" + uuid(2) + R"(",")" + uuid(1) + R"("]})", {uuid(1), uuid(2)});
    EXPECT_EQ(document.format_version, 0);
    EXPECT_EQ(uuids(document), texts(uuid(2), uuid(1)));
    EXPECT_EQ(files(document), texts(uuid(2), uuid(1)));
    EXPECT_TRUE(document.problems.empty());
}

TEST(PageList, of_version_2_is_ordered_by_the_bytes_of_the_place)
{
    auto const document =
        read_content(collaborative(entry(1, "bb") + "," + entry(2, "ba") + "," + entry(3, "b") + "," +
                                   entry(4, "Z") + "," + entry(5, "baa")) +
                     "}");
    EXPECT_EQ(document.format_version, 2);
    EXPECT_EQ(uuids(document), texts(uuid(4), uuid(3), uuid(2), uuid(5), uuid(1)));
}

TEST(PageList, keeps_the_order_of_the_file_for_equal_places_and_puts_pages_without_place_last)
{
    auto const document = read_content(collaborative(R"({"id":")" + uuid(9) + R"("},)" + entry(3, "ba") +
                                                     "," + entry(1, "ba") + "," + entry(2, "ba")) +
                                       "}");
    EXPECT_EQ(uuids(document), texts(uuid(3), uuid(1), uuid(2), uuid(9)));
}

TEST(PageList, drops_deleted_pages_and_names_them)
{
    auto const document = read_content(
        collaborative(entry(1, "ba") + "," + entry(2, "bb", R"(,"deleted":{"timestamp":"1:2","value":1})") +
                      "," + entry(3, "bc", R"(,"deleted":{"timestamp":"1:3","value":0})") + "," +
                      entry(4, "bd", R"(,"deleted":{"timestamp":"1:3","value":true})") + "," +
                      entry(5, "be", R"(,"deleted":{"timestamp":"1:3","value":"1"})")) +
            "}",
        {uuid(1), uuid(2), uuid(3)});
    EXPECT_EQ(uuids(document), texts(uuid(1), uuid(3)));
    EXPECT_EQ(document.deleted_pages, texts(uuid(2), uuid(4), uuid(5)));
    EXPECT_TRUE(document.orphans.empty()) << "the file of a deleted page is named by the list";
}

TEST(PageList, with_every_page_deleted_is_empty_and_its_files_are_no_pages)
{
    auto const document =
        read_content(collaborative(entry(1, "ba", R"(,"deleted":{"value":1})")) + "}", {uuid(1), uuid(2)});
    EXPECT_TRUE(document.pages.empty());
    EXPECT_EQ(document.orphans, texts(uuid(2)));
}

TEST(PageList, shows_a_page_that_is_listed_as_live_and_as_deleted)
{
    auto const document = read_content(
        collaborative(entry(1, "ba", R"(,"deleted":{"value":1})") + "," + entry(1, "bb")) + "}", {uuid(1)});
    EXPECT_EQ(uuids(document), texts(uuid(1)));
    EXPECT_EQ(files(document), texts(uuid(1)));
    EXPECT_TRUE(document.deleted_pages.empty());
}

TEST(PageList, shows_a_page_once_that_is_listed_twice)
{
    auto const document = read_content(
        R"({"pages":[")" + uuid(1) + R"(",")" + uuid(2) + R"(",")" + uuid(1) + R"("]})", {uuid(1), uuid(2)});
    EXPECT_EQ(uuids(document), texts(uuid(1), uuid(2)));
    EXPECT_EQ(files(document), texts(uuid(1), uuid(2)));
    EXPECT_EQ(document.problems.size(), 1U);
}

TEST(PageList, keeps_a_page_without_file_blank)
{
    auto const document = read_content(R"({"pages":[")" + uuid(1) + R"(",")" + uuid(2) + R"("]})", {uuid(2)});
    EXPECT_EQ(uuids(document), texts(uuid(1), uuid(2)));
    EXPECT_EQ(files(document), texts("", uuid(2)));
}

TEST(PageList, finds_files_that_are_named_by_position)
{
    auto const document = read_content(
        R"({"pages":[")" + uuid(1) + R"(",")" + uuid(2) + R"(",")" + uuid(3) + R"("]})", {"2", "0", "3"});
    EXPECT_EQ(files(document), texts("0", "", "2"));
    EXPECT_EQ(uuids(document), texts(uuid(1), uuid(2), uuid(3)));
    EXPECT_EQ(document.orphans, texts("3"));
}

TEST(PageList, counts_positions_of_files_without_the_deleted_pages)
{
    auto const document = read_content(collaborative(entry(1, "ba", R"(,"deleted":{"value":1})") + "," +
                                                     entry(2, "bb") + "," + entry(3, "bc")) +
                                           "}",
                                       {"0", "1"});
    EXPECT_EQ(uuids(document), texts(uuid(2), uuid(3)));
    EXPECT_EQ(files(document), texts("0", "1"));
    EXPECT_TRUE(document.orphans.empty());
}

TEST(PageList, prefers_the_file_named_by_uuid_to_the_one_named_by_position)
{
    auto const document = read_content(R"({"pages":[")" + uuid(1) + R"("]})", {"0", uuid(1)});
    EXPECT_EQ(files(document), texts(uuid(1)));
    EXPECT_EQ(document.orphans, texts("0"));
}

TEST(PageList, lists_files_that_nobody_names_as_orphans)
{
    auto const document =
        read_content(R"({"pages":[")" + uuid(1) + R"("]})", {uuid(3), uuid(1), "10", uuid(2), "9"});
    EXPECT_EQ(uuids(document), texts(uuid(1)));
    EXPECT_EQ(document.orphans, texts("9", "10", uuid(2), uuid(3)));
}

TEST(PageList, of_objects_where_the_tablet_writes_ids_is_read)
{
    auto const document =
        read_content(R"({"pages":[{"id":")" + uuid(2) + R"("},")" + uuid(1) + R"(",{"id":")" + uuid(3) +
                         R"(","deleted":true}],"redirectionPageMap":[1,-1,0],"fileType":"pdf"})",
                     {uuid(1), uuid(2), uuid(3)});
    EXPECT_EQ(uuids(document), texts(uuid(2), uuid(1)));
    EXPECT_EQ(files(document), texts(uuid(2), uuid(1)));
    EXPECT_EQ(source_pages(document), numbers(1, kNone));
    EXPECT_TRUE(document.orphans.empty());
    EXPECT_TRUE(document.problems.empty());
}

TEST(PageList, of_ids_where_the_tablet_writes_objects_is_read)
{
    auto const document =
        read_content(collaborative("\"" + uuid(2) + "\"," + entry(1, "ba")) + "}", {uuid(1), uuid(2)});
    EXPECT_EQ(uuids(document), texts(uuid(1), uuid(2)));
    EXPECT_TRUE(document.problems.empty());
}

TEST(PageList, names_objects_without_an_id_and_shows_their_files)
{
    auto const document =
        read_content(R"({"pages":[{"uuid":")" + uuid(1) + R"("},{"id":{}},[]]})", {uuid(1), uuid(2)});
    EXPECT_EQ(files(document), texts(uuid(1), uuid(2)));
    EXPECT_EQ(document.problems.size(), 4U);
    EXPECT_EQ(document.problems.front(), ".content: entry 1 of the page list has no usable id");
}

TEST(PageList, refuses_ids_that_are_no_uuids)
{
    auto const document = read_content(
        R"({"pages":["../x",")" + uuid(1) + R"(",7,null,"/etc/passwd",")" + uuid(2) + R"(x"]})", {uuid(1)});
    EXPECT_EQ(uuids(document), texts(uuid(1)));
    EXPECT_EQ(document.problems.size(), 5U);
    for (auto const& problem : document.problems)
        EXPECT_EQ(problem.find(".."), std::string::npos) << problem;
}

TEST(PageList, shows_the_ink_of_a_page_whose_id_is_no_uuid)
{
    auto const document = read_content(R"({"pages":["first",")" + uuid(1) + R"("]})", {"first", uuid(1)});
    EXPECT_EQ(uuids(document), texts("", uuid(1)));
    EXPECT_EQ(files(document), texts("first", uuid(1)));
}

TEST(PageList, shows_the_pdf_page_of_an_entry_without_usable_id)
{
    auto const document =
        read_content(R"({"fileType":"pdf","pages":[")" + uuid(1) + R"(","../x",")" + uuid(2) + R"("]})");
    EXPECT_EQ(uuids(document), texts(uuid(1), "", uuid(2)));
    EXPECT_EQ(source_pages(document), numbers(0, 1, 2));
}

TEST(PageList, falls_back_to_the_files_when_it_cannot_be_read)
{
    for (auto const* content : {R"({"pages":"none"})", R"({"pages":[1,2,{}]})", R"({"pages":["../x"]})",
                                "not json", R"({"cPages":[]})", R"({"cPages":{"pages":3}})", "[]"}) {
        auto const document = read_content(content, {"10", uuid(1), "9"});
        EXPECT_EQ(files(document), texts("9", "10", uuid(1))) << content;
        EXPECT_EQ(uuids(document), texts("", "", uuid(1))) << content;
        EXPECT_TRUE(document.orphans.empty()) << content;
        EXPECT_FALSE(document.problems.empty()) << content;
    }
}

TEST(PageList, is_the_numbered_files_in_the_oldest_documents)
{
    for (auto const* content :
         {R"({"fileType":"","pageCount":3})", R"({"pages":[]})", R"({"pages":null})", "{}"}) {
        auto const document = read_content(content, {"10", "2", "1", "0"});
        EXPECT_EQ(files(document), texts("0", "1", "2", "10")) << content;
        EXPECT_EQ(uuids(document), texts("", "", "", "")) << content;
        EXPECT_TRUE(document.problems.empty()) << content;
    }
    EXPECT_EQ(DocumentFiles{.page_files = {"0"}}.read().pages.size(), 1U) << "no description at all";
}

TEST(PageList, counts_the_pages_of_the_oldest_pdfs)
{
    auto const document = read_content(R"({"fileType":"pdf","pageCount":3})", {"1", "7"});
    EXPECT_EQ(files(document), texts("", "1", "", "7"));
    EXPECT_EQ(source_pages(document), numbers(0, 1, 2, 7));
}

TEST(PageList, takes_one_file_once_however_often_it_is_given)
{
    auto const document = read_content("{}", {"0", "0", "", "00"});
    EXPECT_EQ(files(document), texts("0", "00"));
}

TEST(PageList, refuses_absurd_counts)
{
    EXPECT_TRUE(read_content(R"({"fileType":"pdf","pageCount":2000000000})").pages.empty());
    std::string list;
    for (int i = 0; i < 150'000; ++i)
        list += i == 0 ? "1" : ",1";
    auto const document = read_content(R"({"pages":[)" + list + "]}", {"0"});
    EXPECT_EQ(files(document), texts("0"));
    EXPECT_EQ(document.problems.size(), 1U);
}

TEST(SourcePages, are_the_page_numbers_when_there_is_no_map)
{
    auto const pages = R"("pages":[")" + uuid(1) + R"(",")" + uuid(2) + R"("])";
    EXPECT_EQ(source_pages(read_content(R"({"fileType":"pdf",)" + pages + "}")), numbers(0, 1));
    EXPECT_EQ(source_pages(read_content(R"({"fileType":"epub","redirectionPageMap":[],)" + pages + "}")),
              numbers(0, 1));
    EXPECT_EQ(source_pages(read_content(R"({"fileType":"notebook",)" + pages + "}")), numbers(kNone, kNone));
    EXPECT_EQ(source_pages(read_content(R"({"fileType":"pdf","originalPageCount":1,)" + pages + "}")),
              numbers(0, kNone));
    EXPECT_EQ(
        source_pages(read_content(R"({"fileType":"pdf",)" +
                                  collaborative(entry(1, "ba") + "," + entry(2, "bb")).substr(1) + "}")),
        numbers(0, 1));
}

TEST(SourcePages, follow_the_redirection_map_of_version_1)
{
    auto const pages =
        R"("formatVersion":1,"pages":[")" + uuid(1) + R"(",")" + uuid(2) + R"(",")" + uuid(3) + R"("])";
    EXPECT_EQ(source_pages(read_content(R"({"fileType":"pdf","redirectionPageMap":[0,-1,1],)" + pages + "}")),
              numbers(0, kNone, 1));
    EXPECT_EQ(source_pages(read_content(R"({"fileType":"pdf","redirectionPageMap":["4",5],)" + pages + "}")),
              numbers(4, 5, kNone));
    EXPECT_EQ(
        source_pages(read_content(R"({"fileType":"notebook","redirectionPageMap":[0,1,2],)" + pages + "}")),
        numbers(kNone, kNone, kNone));
    auto const broken =
        read_content(R"({"fileType":"pdf","redirectionPageMap":[{},99999999999,2],)" + pages + "}");
    EXPECT_EQ(source_pages(broken), numbers(kNone, kNone, 2));
    EXPECT_EQ(broken.problems.size(), 1U);
}

TEST(SourcePages, follow_the_redirections_of_version_2)
{
    auto const redirection = [](char const* to) {
        return R"(,"redir":{"timestamp":"1:2","value":)" + std::string(to) + "}";
    };
    auto const list = entry(1, "ba", redirection("1")) + "," + entry(2, "bb") + "," +
                      entry(3, "bc", redirection("-1")) + "," + entry(4, "bd", redirection("\"0\"")) + "," +
                      entry(5, "be", redirection("1.5"));
    auto const document = read_content(R"({"fileType":"pdf",)" + collaborative(list).substr(1) + "}");
    EXPECT_EQ(source_pages(document), numbers(1, kNone, kNone, 0, kNone));
    EXPECT_EQ(document.problems.size(), 1U);
}

TEST(SourcePages, stay_in_place_when_pages_before_are_deleted)
{
    auto const list = entry(1, "ba", R"(,"deleted":{"value":1})") + "," + entry(2, "bb");
    EXPECT_EQ(source_pages(read_content(R"({"fileType":"pdf",)" + collaborative(list).substr(1) + "}")),
              numbers(1));
}

TEST(Templates, are_told_by_the_page_list)
{
    DocumentFiles files;
    files.content = collaborative(entry(2, "bb", R"(,"template":{"timestamp":"1:1","value":"P Dots S"})") +
                                  "," + entry(1, "ba", R"(,"template":"Blank")") + "," + entry(3, "bc")) +
                    "}";
    files.pagedata = "old\nold\nold";
    EXPECT_EQ(each(files.read(), &DocumentPage::page_template), texts("Blank", "P Dots S", ""));
}

TEST(Templates, are_else_the_lines_of_pagedata)
{
    DocumentFiles files;
    files.content =
        R"({"pages":[")" + uuid(1) + R"(",")" + uuid(2) + R"(",")" + uuid(3) + R"(",")" + uuid(4) + R"("]})";
    files.pagedata = "P Dots S\r\n\nIsometric \n";
    EXPECT_EQ(each(files.read(), &DocumentPage::page_template), texts("P Dots S", "", "Isometric", ""));
    files.pagedata = std::string("a\xff");
    EXPECT_EQ(files.read().pages[0].page_template, "a\xef\xbf\xbd") << "what leaves the reader is UTF-8";
}

TEST(Templates, whose_names_are_longer_than_any_are_cut_off)
{
    auto const longest = std::string(kMaxTemplateBytes - 1, 'x');
    DocumentFiles files;
    files.content = collaborative(entry(1, "ba", R"(,"template":")" + longest + R"(\u00e9 and more")")) + "}";
    EXPECT_EQ(files.read().pages[0].page_template, longest) << "no character is cut in two";
    files.content = R"({"pages":[")" + uuid(1) + R"("]})";
    files.pagedata = std::string(1'000'000, 'x');
    EXPECT_EQ(files.read().pages[0].page_template, longest + "x");
}

TEST(Templates, belong_to_numbered_files_by_their_number)
{
    DocumentFiles files;
    files.pagedata = "zero\none\ntwo";
    files.page_files = {"2", "0"};
    EXPECT_EQ(each(files.read(), &DocumentPage::page_template), texts("zero", "two"));
}

TEST(PageTags, belong_to_the_page_they_name)
{
    auto const document = read_content(R"({"pages":[")" + uuid(1) + R"(",")" + uuid(2) + R"("],"pageTags":[
        {"name":"todo","pageId":")" + uuid(2) +
                                       R"(","timestamp":1},{"name":"idea","pageId":")" + uuid(2) + R"("},
        {"name":"todo","pageId":")" + uuid(2) +
                                       R"("},{"name":"gone","pageId":")" + uuid(3) + R"("},
        {"name":"","pageId":")" + uuid(1) +
                                       R"("},{"name":4,"pageId":")" + uuid(1) + R"("},{"name":"x"},"y"]})");
    EXPECT_TRUE(document.pages[0].tags.empty());
    EXPECT_EQ(document.pages[1].tags, texts("todo", "idea"));
    EXPECT_EQ(document.problems.size(), 3U);
}

TEST(PageTags, do_not_count_the_mark_that_rmirror_sets_on_tablets)
{
    auto const tag = [](std::string_view name) {
        return R"({"name":")" + std::string(name) + R"(","pageId":")" + uuid(1) + R"("})";
    };
    auto const document = read_content(R"({"pages":[")" + uuid(1) + R"("],"pageTags":[)" + tag("rMirror") +
                                       "," + tag("rmirror") + "]}");
    EXPECT_EQ(document.pages[0].tags, texts("rmirror"));
    EXPECT_TRUE(document.problems.empty());
}

}  // namespace
}  // namespace rmirror
