// SPDX-License-Identifier: AGPL-3.0-or-later
// What can be drawn is drawn, pixel for pixel, as its golden picture was when it was looked at.
#include "goldens/golden_pictures.hpp"

#include "checkout.hpp"

#include "pens/pens.hpp"
#include "png/png.hpp"
#include "typeset/fonts.hpp"
#include "typeset/typed_report.hpp"

#include <gtest/gtest.h>

#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_NO_LINEAR
#include <stb/stb_image.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace rmirror {

namespace {

namespace fs = std::filesystem;

fs::path const kCheckout = checkout();
fs::path const kGolden = kCheckout / "tests/golden";

std::vector<GoldenPicture> const& goldens()
{
    static auto const all = golden_pictures(kCheckout);
    return all;
}

/// Empty when there is no such picture.
Picture read_png(fs::path const& path)
{
    Picture picture;
    auto* pixels = stbi_load(path.c_str(), &picture.width, &picture.height, nullptr, 4);
    if (pixels == nullptr)
        return {};
    auto const count = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4;
    picture.rgba.assign(pixels, pixels + count);
    stbi_image_free(pixels);
    return picture;
}

/// Lays the picture as it is now beside the golden one, for looking at both.
fs::path keep_for_looking(std::string const& name, Picture const& picture)
{
    auto const folder = kCheckout / "build/goldens";
    auto now = folder / (name + ".now.png");
    fs::create_directories(now.parent_path());
    auto const png = to_png(picture);
    std::ofstream(now, std::ios::binary)
        .write(reinterpret_cast<char const*>(png.data()), static_cast<std::streamsize>(png.size()));
    std::error_code missing;
    fs::copy_file(kGolden / (name + ".png"), folder / (name + ".golden.png"),
                  fs::copy_options::overwrite_existing, missing);
    return now;
}

/// The fonts are shared by all pages: other tests must find none.
class GoldenPictures : public testing::TestWithParam<std::size_t> {
protected:
    static void SetUpTestSuite() { ASSERT_TRUE(set_package_fonts(kCheckout)) << "run scripts/setup test"; }
    static void TearDownTestSuite() { forget_fonts(); }
};

TEST_P(GoldenPictures, are_drawn_again)
{
    auto const& golden = goldens().at(GetParam());
    auto const expected = read_png(kGolden / (golden.name + ".png"));
    auto const picture = drawn(golden);
    bool const same =
        picture.width == expected.width && picture.height == expected.height && picture.rgba == expected.rgba;
    EXPECT_TRUE(same) << golden.name << " is drawn otherwise: look at "
                      << keep_for_looking(golden.name, picture)
                      << ", and run `make goldens` if that is as it shall be.";
}

std::string test_name(testing::TestParamInfo<std::size_t> const& info)
{
    auto name = goldens().at(info.param).name;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; },
        '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, GoldenPictures, testing::Range(std::size_t{0}, goldens().size()), test_name);

TEST(GoldenPictureFiles, are_those_of_the_list_and_no_others)
{
    std::set<std::string> listed;
    for (auto const& golden : goldens())
        listed.insert(golden.name + ".png");
    std::set<std::string> there;
    for (auto const& entry : fs::recursive_directory_iterator(kGolden))
        if (entry.path().extension() == ".png")
            there.insert(fs::relative(entry.path(), kGolden).generic_string());
    EXPECT_EQ(there, listed);
}

TEST(GoldenPictureFiles, show_every_pen)
{
    for (std::uint32_t tool = 0; tool < 64; ++tool) {
        if (!is_known_tool(tool))
            continue;
        std::string name(pen_of(tool).name);
        std::replace(name.begin(), name.end(), ' ', '-');
        EXPECT_TRUE(fs::exists(kGolden / "pens" / (name + ".png"))) << name;
    }
}

}  // namespace

}  // namespace rmirror
