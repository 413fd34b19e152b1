/** The columns of the table, the same for its head and its rows. */
export const columns =
  'grid-cols-[18px_18px_minmax(150px,1.6fr)_104px_78px_96px_146px_38px_minmax(70px,1fr)_50px_64px_28px] ' +
  '2xl:grid-cols-[22px_20px_minmax(260px,1.6fr)_130px_130px_120px_190px_60px_minmax(220px,1.2fr)_80px_110px_28px]'
