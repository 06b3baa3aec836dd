import type { Bundle } from '../../agent/domain/bundle/bundle.ts';

type Category = Bundle['categories'][number];

/** id · parent · Russian · Kazakh · English */
const table = `
dairy-eggs      |            | Молочные продукты и яйца | Сүт өнімдері және жұмыртқа | Dairy and eggs
milk            | dairy-eggs | Молоко и сливки | Сүт және кілегей | Milk and cream
fermented       | dairy-eggs | Кисломолочные продукты | Қышқыл сүт өнімдері | Fermented milk
yoghurt         | dairy-eggs | Йогурты и десерты | Йогурт пен десерттер | Yoghurt and desserts
butter-cheese   | dairy-eggs | Масло и сыр | Май және ірімшік | Butter and cheese
eggs            | dairy-eggs | Яйца | Жұмыртқа | Eggs
bakery          |            | Хлеб и выпечка | Нан және тоқаш | Bakery
bread           | bakery     | Хлеб | Нан | Bread
pastry          | bakery     | Выпечка | Тоқаш өнімдері | Pastry
meat-fish       |            | Мясо, птица, рыба | Ет, құс, балық | Meat, poultry, fish
meat            | meat-fish  | Мясо | Ет | Meat
poultry         | meat-fish  | Птица | Құс еті | Poultry
sausage         | meat-fish  | Колбасы и деликатесы | Шұжық пен деликатестер | Sausages and deli
fish            | meat-fish  | Рыба и морепродукты | Балық және теңіз өнімдері | Fish and seafood
produce         |            | Овощи и фрукты | Көкөніс пен жеміс | Fruit and vegetables
vegetables      | produce    | Овощи и зелень | Көкөніс пен көк | Vegetables and herbs
fruit           | produce    | Фрукты и ягоды | Жемістер мен жидектер | Fruit and berries
dried           | produce    | Сухофрукты и орехи | Кептірілген жеміс пен жаңғақ | Dried fruit and nuts
tea             |            | Чай | Шай | Tea
coffee          |            | Кофе и какао | Кофе және какао | Coffee and cocoa
grocery         |            | Бакалея | Бакалея | Groceries
cereals         | grocery    | Крупы и хлопья | Жарма мен үлпек | Cereals
pasta           | grocery    | Макароны | Макарон | Pasta
flour-sugar     | grocery    | Мука, сахар, соль | Ұн, қант, тұз | Flour, sugar, salt
oils            | grocery    | Масло растительное | Өсімдік майы | Vegetable oil
canned          | grocery    | Консервы | Консерві | Canned food
sauces          | grocery    | Соусы и специи | Тұздық пен дәмдеуіш | Sauces and spices
sweets          |            | Сладости | Тәттілер | Sweets
chocolate       | sweets     | Шоколад | Шоколад | Chocolate
candy           | sweets     | Конфеты и восточные сладости | Кәмпит пен шығыс тәттілері | Candy and oriental sweets
biscuits        | sweets     | Печенье и вафли | Печенье мен вафли | Biscuits and wafers
drinks          |            | Вода и напитки | Су және сусындар | Water and drinks
water           | drinks     | Вода | Су | Water
soft-drinks     | drinks     | Соки и газированные напитки | Шырын мен газдалған сусын | Juices and soft drinks
snacks          |            | Снеки | Снектер | Snacks
frozen          |            | Замороженные продукты | Мұздатылған өнімдер | Frozen food
household       |            | Бытовая химия | Тұрмыстық химия | Household
laundry         | household  | Стирка | Кір жуу | Laundry
cleaning        | household  | Уборка и посуда | Тазалау және ыдыс жуу | Cleaning and dishes
paper           | household  | Бумага и хозтовары | Қағаз бен шаруашылық тауарлары | Paper and sundries
hygiene         |            | Красота и гигиена | Сұлулық пен гигиена | Beauty and hygiene
kids            |            | Детские товары | Балалар тауарлары | Children's goods
baby-food       | kids       | Детское питание | Балалар тағамы | Baby food
infant-formula  | kids       | Заменители грудного молока | Емшек сүтін алмастырғыштар | Infant formula
diapers         | kids       | Подгузники и уход | Жаялық пен күтім | Nappies and care
pets            |            | Для животных | Жануарларға арналған | Pets
alcohol         |            | Алкоголь | Алкоголь | Alcohol
beer            | alcohol    | Пиво | Сыра | Beer
wine            | alcohol    | Вино | Шарап | Wine
spirits         | alcohol    | Крепкий алкоголь | Күшті алкоголь | Spirits
tobacco         |            | Табак | Темекі | Tobacco
services        |            | Пакеты и услуги | Пакеттер мен қызметтер | Bags and services
`;

export const categories: readonly Category[] = table.trim().split('\n').map((row) => {
  const [id = '', parentId = '', ru = '', kk = '', en = ''] = row.split('|').map((cell) => cell.trim());
  return { id, ...(parentId === '' ? {} : { parentId }), name: { ru, kk, en } };
});
