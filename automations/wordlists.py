"""Word lists: English for telling words from names, plain words for case codes."""

from functools import cache
from importlib import resources

CODE_WORDS: tuple[str, ...] = tuple(
    """acorn agate alder almond anchor apple apricot arbor aspen atlas attic autumn avocado badger
    bagel balcony balloon bamboo banana banjo barley barn basket bayou beacon beaver beech beetle
    birch biscuit bison blanket blossom bluebell boulder branch breeze brook bucket butter button
    cabin cactus camel candle canoe canyon caramel cardinal carpet cashew cedar cello chalk
    cherry chestnut cider cinnamon citrus clarinet cliff cloud clover cobalt cocoa coconut comet
    compass copper coral cornflower cotton cricket crocus crystal cypress dahlia dolphin donut dove
    drum dune eagle easel ember falcon feather fennel fern ferry fiddle finch fjord flannel flute
    forest fountain foxglove galaxy garden garlic geyser ginger glacier glider goose granite grape
    gravel guitar hammock harbor harp hazelnut hedge heron hickory honey horizon iceberg indigo
    island jasmine kayak kettle kite koala ladder lagoon lantern larch lavender lemon lentil lichen
    lilac lime linen lobster lotus lupine magnet mango maple marble marigold meadow melon mint
    mitten moss mountain muffin mulberry mustard nectar nutmeg oak oasis oatmeal ocean olive onion
    orange orchard orchid otter oyster paddle panda paper papaya parsley peach peanut pebble pecan
    pelican pepper piano pillow pine planet plum pocket pond poplar poppy prairie pumpkin puzzle
    quartz quilt radish rain raven reef ribbon river rocket saffron salmon sandal sapling satin
    scarf seashell sequoia sesame silver sparrow spinach spoon spruce squash starling stream
    sunflower swallow syrup tambourine tangerine teapot thistle thyme timber tomato topaz tractor
    trellis trumpet tulip tundra turnip turquoise umbrella valley vanilla velvet violin wagon
    walnut waterfall wheat willow window woodland yarrow yogurt zebra zinnia""".split()
)
"""Things to eat, to grow and to look at: nothing harsh, no judgement, nobody's mood."""


@cache
def ordinary_words() -> frozenset[str]:
    """English words that a dictionary writes without a capital (hunspell's en_US, in spylls)."""
    path = resources.files("spylls.hunspell") / "data" / "en" / "en_US.dic"
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()[1:]
    return frozenset(word for line in lines if (word := line.partition("/")[0].strip()).islower())
