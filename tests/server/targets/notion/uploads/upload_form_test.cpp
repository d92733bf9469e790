// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/uploads/upload_form.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets::notion {
namespace {

TEST(NotionUploadForm, has_the_file_between_its_boundaries)
{
    auto const form = upload_form("page.png", "image/png", std::string("\x89PNG\r\n\0\n", 8));
    EXPECT_EQ(form.content_type, "multipart/form-data; boundary=rmirror-picture-0");
    EXPECT_EQ(form.body,
              "--rmirror-picture-0\r\n"
              "Content-Disposition: form-data; name=\"file\"; filename=\"page.png\"\r\n"
              "Content-Type: image/png\r\n\r\n" +
                  std::string("\x89PNG\r\n\0\n", 8) + "\r\n--rmirror-picture-0--\r\n");
}

TEST(NotionUploadForm, takes_a_boundary_that_the_file_has_not)
{
    auto const form =
        upload_form("page.png", "image/png", "a\r\n--rmirror-picture-0--\r\nb--rmirror-picture-1");
    EXPECT_EQ(form.content_type, "multipart/form-data; boundary=rmirror-picture-2");
}

}  // namespace
}  // namespace rmirror::targets::notion
